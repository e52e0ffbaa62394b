// What a screen reader is told about the selected connection (ux.md 7.4). Pure functions of facts.
import type { Socket } from '../contract/records.ts';
import { formatBytes } from '../format.ts';
import { stateWords } from './state-words.ts';

/** The sentence for a change of state of an end; undefined where its word is the same as before. */
export function stateSentence(before: Socket | undefined, now: Socket | undefined): string | undefined {
  if (!now || !before || before.socketId !== now.socketId || before.state === now.state) return undefined;
  const why = now.close?.failure?.message;
  return `Connection ${now.socketId}: ${stateWords[now.state]}.${why ? ` ${why}` : ''}`;
}

/** What has moved on an end since it was told last; undefined where nothing has. */
export function movedSentence(
  before: { readonly sent: number; readonly received: number },
  { socketId, counts }: Pick<Socket, 'socketId' | 'counts'>,
): string | undefined {
  const sent = counts.bytesWritten - counts.queued - before.sent;
  const received = counts.bytesRead - before.received;
  if (sent <= 0 && received <= 0) return undefined;
  return `Connection ${socketId}: ${formatBytes(Math.max(0, sent))} sent, ${formatBytes(Math.max(0, received))} received.`;
}
