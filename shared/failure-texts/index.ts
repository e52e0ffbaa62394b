// The plain words for everything that can be refused or go wrong (`ux.md` 6.5): what happened, why, what to do.
import { connectTexts } from './connect.ts';
import { listenTexts } from './listen.ts';
import { commonTexts, useTexts } from './use.ts';
import type { Situation, Words } from './words.ts';

export type { Situation } from './words.ts';

/** The words for a code in a situation; undefined for a code that has none, which then keeps Node's own text. */
export function failureWords(code: string, situation: Situation): Words | undefined {
  const { doing } = situation;
  const table = doing === 'listen' ? listenTexts : doing === 'connect' ? connectTexts : useTexts;
  for (const texts of [table, commonTexts]) if (Object.hasOwn(texts, code)) return texts[code]?.(situation);
  return undefined;
}
