import { linkEvent } from '../../state/selection-link.ts';
import { shownList, shownStream } from './stream-shown.ts';

/** Tells the other views which chunk is chosen here. */
export function linkChunk(index: number): void {
  const stream = shownStream();
  const rows = shownList()?.rows;
  const row = rows?.rowOf(index);
  const item = row === undefined ? undefined : rows?.row(row)?.item;
  if (stream && item) linkEvent({ kind: 'chunk', socketId: stream.socket.socketId, index, at: item.at });
}
