// What was sent before, newest last: 200 entries for each endpoint, repetitions in a row merged.
import type { Draft } from './compose.ts';

export const MOST_KEPT = 200;
/** Longer texts are sent and not remembered: the history is for what people type. */
const LONGEST = 64 * 1024;

/** What became of it: `sent` handed to the system, `queued` waiting in Node, `failed` refused. */
export type SendResult = 'sent' | 'queued' | 'failed';

export interface HistoryEntry {
  readonly draft: Draft;
  /** How often in a row. */
  readonly times: number;
  /** Epoch milliseconds of the last time. */
  readonly at: number;
  readonly bytes: number;
  readonly result: SendResult;
}

/** The history with one more entry. The same draft again counts up its last entry. */
export function remember(
  history: readonly HistoryEntry[],
  entry: Omit<HistoryEntry, 'times'>,
): readonly HistoryEntry[] {
  if (entry.draft.text === '' || entry.draft.text.length > LONGEST) return history;
  const last = history.at(-1);
  if (last && sameDraft(last.draft, entry.draft)) return [...history.slice(0, -1), { ...entry, times: last.times + 1 }];
  return [...history, { ...entry, times: 1 }].slice(-MOST_KEPT);
}

const fields = ['mode', 'text', 'escapes', 'encoding', 'ending', 'custom', 'writeAs', 'everyBytes', 'gapMs'] as const;
const sameDraft = (a: Draft, b: Draft) => fields.every((field) => a[field] === b[field]);

/** The entries whose text holds all words that are looked for, newest first. */
export function searchHistory(history: readonly HistoryEntry[], words: string): readonly HistoryEntry[] {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  return history.filter(({ draft }) => wanted.every((word) => draft.text.toLowerCase().includes(word))).reverse();
}
