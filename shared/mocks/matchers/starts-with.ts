import { hasAt, quoted } from '../message.ts';
import { payloadText } from '../payload.ts';
import { comparison, lowered, seenBytes, wantedBytes } from './comparing.ts';
import { defineMatcher } from './matcher.ts';

/** Starts with certain bytes. */
export const startsWith = defineMatcher({
  kind: 'starts-with',
  title: 'Starts with',
  summary: 'the first bytes of the message',
  settings: comparison('starts-with'),
  defaults: { kind: 'starts-with', text: 'GET ' },
  judge: (settings, { message }) => {
    const [wanted, seen] = [wantedBytes(settings), seenBytes(settings, message)];
    const found = seen.subarray(0, wanted.length);
    if (hasAt(seen, wanted, 0)) return { matched: true, why: () => `message starts ${quoted(found)}` };
    return {
      matched: false,
      why: () => `message ${seen.length === 0 ? 'is empty' : `starts ${quoted(found)}`}`,
      fix: () => {
        const again = { ...settings, ignoreCase: true };
        const [wantedLow, seenLow] = [lowered(wanted), lowered(seen)];
        const near = !settings.ignoreCase && hasAt(seenLow, wantedLow, 0);
        return near ? { title: 'Ignore case', when: again } : undefined;
      },
    };
  },
  sentence: (settings) => `what starts with ${payloadText(settings, 'certain bytes')}`,
});
