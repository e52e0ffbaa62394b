import { useEffect } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { linkEvent, useSelectionLink } from '../../state/selection-link.ts';
import { speakAs } from '../../state/view-store.ts';
import { shownList, shownStream } from './stream-shown.ts';

/** Tells the other views which chunk is chosen here. */
export function linkChunk(index: number): void {
  const stream = shownStream();
  const rows = shownList()?.rows;
  const row = rows?.rowOf(index);
  const item = row === undefined ? undefined : rows?.row(row)?.item;
  if (stream && item) linkEvent({ kind: 'chunk', socketId: stream.socket.socketId, index, at: item.at });
}

/** Where the other end's event is the chosen one, the Stream opens with that end: there it can be seen. */
export function useLinkedEnd({ peerSocketId, origin }: Socket): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once when the Stream opens; later the person chooses the end
  useEffect(() => {
    const { linked } = useSelectionLink.getState();
    if (linked && linked.socketId === peerSocketId) speakAs(origin === 'accepted' ? 'client' : 'server');
  }, []);
}
