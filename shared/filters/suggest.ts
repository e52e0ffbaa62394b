import { type ConnectionFacts, peerAddressOf, portsOf } from './facts.ts';
import { type FilterKey, filterKeys, payloadKeys } from './keys.ts';
import { matches } from './match.ts';
import { parseFilter, quoted } from './parse.ts';

export interface Suggestion {
  /** What the last token would become. */
  readonly text: string;
  readonly help: string;
  /** Connections it would leave, for values; undefined for a key alone. */
  readonly count?: number;
}

const MOST = 12;
const MOST_VALUES_SEEN = 200;

/** What could be meant by the token being typed: keys by their beginning, and values with the number of rows each leaves. */
export function suggest(typed: string, connections: readonly ConnectionFacts[]): Suggestion[] {
  const negation = typed.startsWith('-') ? '-' : '';
  const body = typed.slice(negation.length);
  const at = body.search(/[:<>]/u);
  if (at < 0) return [...keysBeginning(body, negation), ...valuesBeginning(body, negation, connections)];
  const key = filterKeys.find((k) => k.name === body.slice(0, at).toLowerCase());
  if (!key || body[at] !== ':') return [];
  // Alternatives that are complete already stay; the last one is being typed.
  const cut = Math.max(at, body.lastIndexOf('|')) + 1;
  return counted(key, `${negation}${body.slice(0, cut)}`, body.slice(cut), connections);
}

function keysBeginning(body: string, negation: string): Suggestion[] {
  const all = [
    ...filterKeys.map(({ name, help, operators }) => ({ name, help, operator: operators[0] ?? ':' })),
    ...payloadKeys.map((key) => ({ ...key, operator: ':' })),
  ];
  return all
    .filter(({ name }) => name.startsWith(body.toLowerCase()))
    .map(({ name, help, operator }) => ({ text: `${negation}${name}${operator}`, help }));
}

/** Values of keys with few of them, found without naming the key: `res` leads to `state:reset`. */
function valuesBeginning(body: string, negation: string, connections: readonly ConnectionFacts[]): Suggestion[] {
  if (body === '') return [];
  const keys = filterKeys.filter(({ name }) => ['state', 'server', 'client', 'has', 'code'].includes(name));
  return keys.flatMap((key) => counted(key, `${negation}${key.name}:`, body, connections)).slice(0, MOST);
}

/** Values of a key that begin as typed, each with the number of connections it leaves, most first. */
function counted(key: FilterKey, prefix: string, begun: string, connections: readonly ConnectionFacts[]): Suggestion[] {
  const start = begun.replace(/^"/u, '').toLowerCase();
  return (key.values ?? valuesSeen(key.name, connections))
    .filter((value) => value.toLowerCase().startsWith(start))
    .map((value) => {
      const text = `${prefix}${quoted(value)}`;
      const tokens = parseFilter(text);
      return { text, help: key.help, count: connections.filter((facts) => matches(tokens, facts, new Map())).length };
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST);
}

/** Values that occur, for keys without a fixed list. */
function valuesSeen(key: string, connections: readonly ConnectionFacts[]): string[] {
  const seen = new Set<string>();
  for (const facts of connections) {
    if (seen.size >= MOST_VALUES_SEEN) break;
    const { serverName, own, ends } = facts;
    if (key === 'server' && serverName !== undefined) seen.add(serverName);
    else if (key === 'client' && own.origin === 'dialled' && own.name !== undefined) seen.add(own.name);
    else if (key === 'code') for (const end of ends) seen.add(end.close?.failure?.code ?? '');
    else if (key === 'port') for (const port of portsOf(facts)) seen.add(String(port));
    else if (key === 'peer') seen.add(peerAddressOf(facts));
  }
  seen.delete('');
  return [...seen];
}
