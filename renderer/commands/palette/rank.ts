// The order of what was found: titles before other words, better matches before worse ones.
import UFuzzy from '@leeoniya/ufuzzy';

export interface Ranked {
  readonly title: string;
  /** Other words it is found by. */
  readonly words?: readonly string[] | undefined;
}

/** One letter may be wrong, and words may come in another order. Letters of any script count. */
const fuzzy = new UFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraMode: 1,
});
const MOST_PERMUTED = 4;

/** The entries that match, the best first; an empty needle matches nothing. */
export function rank<E extends Ranked>(entries: readonly E[], needle: string): readonly E[] {
  if (needle.trim() === '') return [];
  const byTitle = search(
    entries.map((e) => e.title),
    needle,
  );
  const byWords = search(
    entries.map((e) => [e.title, ...(e.words ?? [])].join(' · ')),
    needle,
  );
  const exact = entries.flatMap((e, i) => (e.words?.some((word) => same(word, needle)) ? [i] : []));
  return [...new Set([...exact, ...byTitle, ...byWords])].map((i) => entries[i]).filter((e) => e !== undefined);
}

const same = (a: string, b: string) => a.toLowerCase() === b.trim().toLowerCase();

function search(haystack: string[], needle: string): readonly number[] {
  const [found, info, order] = fuzzy.search(haystack, needle, MOST_PERMUTED);
  if (!found) return [];
  return info && order ? order.map((i) => info.idx[i] as number) : found;
}
