import type { SocketId } from '../contract/fields.ts';
import { type ConnectionFacts, searchTextOf } from './facts.ts';
import { filterKeys, payloadKeys } from './keys.ts';
import type { FilterToken } from './parse.ts';

const byName = new Map(filterKeys.map((key) => [key.name, key]));

/** Whether a token asks about payload, which the engine has to be asked for. */
export const asksPayload = ({ key, problem }: FilterToken) =>
  problem === undefined && payloadKeys.some((k) => k.name === key);

/** What is asked by a payload token, negated or not: the key of its answer. */
export const payloadQuestion = ({ raw, negated }: FilterToken) => (negated ? raw.slice(1) : raw);

/** The answers to payload tokens: for each token’s text the sockets whose last bytes hold it. */
export type PayloadHits = ReadonlyMap<string, ReadonlySet<SocketId>>;

/** Whether a connection passes all tokens. Tokens with a problem, and payload tokens not answered yet, hide nothing. */
export function matches(tokens: readonly FilterToken[], facts: ConnectionFacts, hits: PayloadHits): boolean {
  return tokens.every((token) => token.problem !== undefined || fits(token, facts, hits) !== token.negated);
}

function fits(token: FilterToken, facts: ConnectionFacts, hits: PayloadHits): boolean {
  if (asksPayload(token)) {
    const found = hits.get(payloadQuestion(token));
    return found === undefined ? !token.negated : facts.ends.some((end) => found.has(end.socketId));
  }
  if (token.key === 'any') {
    const text = searchTextOf(facts);
    return token.values.some((value) => text.includes(value.toLowerCase()));
  }
  const key = byName.get(token.key);
  return token.values.some((value) => key?.fits(facts, token.operator, value) ?? true);
}
