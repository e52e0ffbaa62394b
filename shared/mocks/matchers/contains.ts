import { indexOfBytes, quoted } from '../message.ts';
import { payloadText } from '../payload.ts';
import { comparison, lowered, seenBytes, wantedBytes } from './comparing.ts';
import { defineMatcher } from './matcher.ts';

/** Contains certain bytes, anywhere. */
export const contains = defineMatcher({
  kind: 'contains',
  title: 'Contains',
  summary: 'certain bytes anywhere in the message',
  settings: comparison('contains'),
  defaults: { kind: 'contains', text: 'error' },
  judge: (settings, { message }) => {
    const [wanted, seen] = [wantedBytes(settings), seenBytes(settings, message)];
    const at = indexOfBytes(seen, wanted);
    if (at !== -1) return { matched: true, why: () => `found at byte ${at + 1}` };
    return {
      matched: false,
      why: () => `message ${seen.length === 0 ? 'is empty' : `${quoted(seen)} does not contain it`}`,
      fix: () =>
        !settings.ignoreCase && indexOfBytes(lowered(seen), lowered(wanted)) !== -1
          ? { title: 'Ignore case', when: { ...settings, ignoreCase: true } }
          : undefined,
    };
  },
  sentence: (settings) => `what contains ${payloadText(settings, 'certain bytes')}`,
});
