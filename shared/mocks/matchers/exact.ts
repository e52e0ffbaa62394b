import { formatCounted } from '../../format.ts';
import { hasAt, hexText, quoted } from '../message.ts';
import { payloadText } from '../payload.ts';
import {
  type Comparison,
  comparison,
  lowered,
  same,
  seenBytes,
  wantedBytes,
  withoutTrailingCrLf,
} from './comparing.ts';
import { defineMatcher } from './matcher.ts';

/** The whole message, byte for byte. */
export const exact = defineMatcher({
  kind: 'exact',
  title: 'Is exactly',
  summary: 'the whole message, byte for byte',
  settings: comparison('exact'),
  defaults: { kind: 'exact', text: 'PING' },
  judge: (settings, { message }) => {
    const [wanted, seen] = [wantedBytes(settings), seenBytes(settings, message)];
    if (same(wanted, seen)) return { matched: true, why: () => `message is ${quoted(message.bytes)}` };
    return {
      matched: false,
      why: () => difference(wanted, seen),
      fix: () => {
        const loose = lenience(settings, wanted, message.bytes);
        return loose && { title: loose.title, when: { ...settings, ...loose.change } };
      },
    };
  },
  sentence: (settings) => payloadText(settings, 'certain bytes'),
});

/** How two byte strings differ, in words. */
function difference(wanted: Uint8Array, seen: Uint8Array): string {
  const bytes = (n: number) => formatCounted(n, 'byte');
  if (seen.length > wanted.length && hasAt(seen, wanted, 0)) {
    const extra = seen.subarray(wanted.length);
    const shown = extra.length <= 4 ? ` ${hexText(extra)}` : '';
    return `message has ${formatCounted(extra.length, 'extra byte')}${shown} at the end`;
  }
  if (seen.length < wanted.length && hasAt(wanted, seen, 0))
    return `message ends ${bytes(wanted.length - seen.length)} too early`;
  let at = 0;
  while (at < seen.length && seen[at] === wanted[at]) at++;
  return at === 0 || seen.length === 0
    ? `message is ${seen.length === 0 ? 'empty' : quoted(seen)}`
    : `message differs from byte ${at + 1} on: ${quoted(seen.subarray(at))}`;
}

function lenience(settings: Comparison, wanted: Uint8Array, bytes: Uint8Array) {
  const noEnd = withoutTrailingCrLf(bytes);
  const seen = settings.ignoreCase ? lowered(noEnd) : noEnd;
  if (!settings.ignoreTrailingCrLf && same(seen, wanted))
    return { title: 'Ignore trailing CR/LF', change: { ignoreTrailingCrLf: true } };
  const compared = settings.ignoreTrailingCrLf ? noEnd : bytes;
  if (!settings.ignoreCase && same(lowered(compared), lowered(wanted)))
    return { title: 'Ignore case', change: { ignoreCase: true } };
  if (!settings.ignoreCase && !settings.ignoreTrailingCrLf && same(lowered(noEnd), lowered(wanted)))
    return { title: 'Ignore case and trailing CR/LF', change: { ignoreCase: true, ignoreTrailingCrLf: true } };
  return undefined;
}
