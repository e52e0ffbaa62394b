import { hasAt, quoted } from '../message.ts';
import { payloadText } from '../payload.ts';
import { comparison, lowered, seenBytes, wantedBytes } from './comparing.ts';
import { defineMatcher } from './matcher.ts';

/** Ends with certain bytes. */
export const endsWith = defineMatcher({
  kind: 'ends-with',
  title: 'Ends with',
  summary: 'the last bytes of the message',
  settings: comparison('ends-with'),
  defaults: { kind: 'ends-with', text: ';' },
  judge: (settings, { message }) => {
    const [wanted, seen] = [wantedBytes(settings), seenBytes(settings, message)];
    const found = seen.subarray(Math.max(0, seen.length - wanted.length));
    if (hasAt(seen, wanted, seen.length - wanted.length))
      return { matched: true, why: () => `message ends ${quoted(found)}` };
    return {
      matched: false,
      why: () => `message ${seen.length === 0 ? 'is empty' : `ends ${quoted(found)}`}`,
      fix: () => {
        const again = { ...settings, ignoreCase: true };
        const [wantedLow, seenLow] = [lowered(wanted), lowered(seen)];
        const near = !settings.ignoreCase && hasAt(seenLow, wantedLow, seenLow.length - wantedLow.length);
        return near ? { title: 'Ignore case', when: again } : undefined;
      },
    };
  },
  sentence: (settings) => `what ends with ${payloadText(settings, 'certain bytes')}`,
});
