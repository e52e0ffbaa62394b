// Changes to a filter as text: adding what a cell asks for, and taking a token out.
import { formatFilter, parseFilter } from './parse.ts';

/** The filter with a token more. What would contradict it, or ask the same key for another value, goes. */
export function withToken(filter: string, token: string, negated: boolean): string {
  const [added] = parseFilter(negated ? `-${token}` : token);
  if (!added) return filter;
  const kept = parseFilter(filter).filter((other) => {
    if (other.key !== added.key || other.key === 'any') return other.raw !== added.raw;
    if (bare(other.raw) === bare(added.raw)) return false;
    return added.negated || other.negated || other.operator !== added.operator;
  });
  return formatFilter([...kept, added]);
}

/** The filter without its token at a position. */
export const withoutToken = (filter: string, position: number): string =>
  formatFilter(parseFilter(filter).filter((_, i) => i !== position));

const bare = (raw: string) => raw.replace(/^-/u, '');
