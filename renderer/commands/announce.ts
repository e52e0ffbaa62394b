// What is said to people who listen to the page: one polite sentence at a time (ux.md 7.4).
import { create } from 'zustand';

interface Said {
  readonly text: string;
  /** Counts up, so that the same sentence twice is said twice. */
  readonly turn: number;
}

export const useSaid = create<Said>()(() => ({ text: '', turn: 0 }));

/** Says a sentence politely, after whatever is being said. */
export function announce(text: string): void {
  useSaid.setState(({ turn }) => ({ text, turn: turn + 1 }));
}
