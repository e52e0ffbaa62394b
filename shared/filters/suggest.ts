import type { ConnectionFacts } from './facts.ts';
import { filterKeys, payloadKeys } from './keys.ts';
import { matches } from './match.ts';
import { parseFilter } from './parse.ts';

export interface Suggestion {
  /** What the last token would become. */
  readonly text: string;
  readonly help: string;
  /** Connections it would leave, for values; undefined for a key alone. */
  readonly count?: number;
}

const MOST = 12;

/** What could be meant by the token being typed: keys by their beginning, then values with the number of rows each leaves. */
export function suggest(typed: string, connections: readonly ConnectionFacts[]): Suggestion[] {
  const negation = typed.startsWith('-') ? '-' : '';
  const body = typed.slice(negation.length).toLowerCase();
  const at = body.search(/[:<>]/u);
  if (at < 0) {
    return [
      ...filterKeys.map(({ name, help, operators }) => ({ name, help, operator: operators[0] ?? ':' })),
      ...payloadKeys.map((k) => ({ ...k, operator: ':' })),
    ]
      .filter(({ name }) => name.startsWith(body))
      .map(({ name, help, operator }) => ({ text: `${negation}${name}${operator}`, help }))
      .slice(0, MOST);
  }
  const key = filterKeys.find((k) => k.name === body.slice(0, at));
  const prefix = `${negation}${body.slice(0, at + 1)}`;
  const begun = body.slice(at + 1);
  const values = key?.values ?? valuesSeen(key?.name, connections);
  return values
    .filter((value) => value.toLowerCase().startsWith(begun))
    .map((value) => {
      const text = `${prefix}${/\s/u.test(value) ? `"${value}"` : value}`;
      const tokens = parseFilter(text);
      return {
        text,
        help: key?.help ?? '',
        count: connections.filter((facts) => matches(tokens, facts, new Map())).length,
      };
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST);
}

/** Values that occur, for keys without a fixed list. */
function valuesSeen(key: string | undefined, connections: readonly ConnectionFacts[]): string[] {
  const seen = new Set<string>();
  for (const { serverName, own, tags, ends } of connections) {
    if (key === 'server' && serverName !== undefined) seen.add(serverName);
    if (key === 'client' && own.name !== undefined) seen.add(own.name);
    if (key === 'tag') for (const tag of tags) seen.add(tag);
    if (key === 'code') for (const end of ends) if (end.close?.failure) seen.add(end.close.failure.code);
    if (key === 'port' && own.remote && 'port' in own.remote) seen.add(String(own.remote.port));
  }
  return [...seen];
}
