import { randomFrom } from '../mocks/random.ts';
import type { RegexOutcome, Scope } from '../mocks/scope.ts';

/** Regular expressions without a limit of time, for tests whose patterns are known. */
export function plainRegex(pattern: string, flags: string, text: string): RegexOutcome {
  const found = new RegExp(pattern, flags).exec(text);
  return { found: found ? { groups: [...found], named: { ...found.groups } } : undefined, slow: false };
}

/** What is known on a connection in a test. */
export function scopeOf(given: Partial<Scope> = {}): Scope {
  return {
    now: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    message: undefined,
    messageNumber: 0,
    serverMessageNumber: 0,
    receivedBefore: 0,
    groups: {},
    state: new Map(),
    peer: '127.0.0.1:50000',
    counter: 0,
    regex: plainRegex,
    random: randomFrom(1),
    ...given,
  };
}

/** A message without framing around it. */
export function messageOf(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? Uint8Array.from(text, (c) => c.charCodeAt(0)) : text;
  return { bytes, raw: bytes };
}
