import { useEffect } from 'react';
import type { SocketId } from '../../shared/contract/fields.ts';
import { movedSentence, stateSentence } from '../../shared/model/announcements.ts';
import { announce } from '../commands/announce.ts';
import { endOf, useLab } from '../state/lab-store.ts';
import { useSettings } from '../state/settings.ts';
import { useView } from '../state/view-store.ts';

const SUMMARY_EVERY_MS = 10_000;
const socketNow = (id: SocketId | undefined) => (id === undefined ? undefined : useLab.getState().lab.sockets.get(id));

/** Tells screen readers about the selected connection, as much as was chosen. */
export function useAnnouncements(): void {
  const wanted = useSettings((s) => s.announce);
  const selected = useView((s) => s.selected);
  const end = useView((s) => s.end);
  useEffect(() => {
    if (wanted === 'off' || selected === undefined) return undefined;
    let before = socketNow(endOf(selected, end));
    return useLab.subscribe(() => {
      const now = socketNow(endOf(selected, end));
      const sentence = stateSentence(before, now);
      before = now;
      if (sentence !== undefined) announce(sentence);
    });
  }, [wanted, selected, end]);
  useEffect(() => {
    if (wanted !== 'summary' || selected === undefined) return undefined;
    let told = { sent: 0, received: 0 };
    const look = (say: boolean) => {
      const socket = socketNow(endOf(selected, end));
      if (!socket) return;
      const sentence = movedSentence(told, socket);
      const { bytesWritten, queued, bytesRead } = socket.counts;
      told = { sent: bytesWritten - queued, received: bytesRead };
      if (say && sentence !== undefined) announce(sentence);
    };
    look(false);
    const timer = setInterval(() => look(true), SUMMARY_EVERY_MS);
    return () => clearInterval(timer);
  }, [wanted, selected, end]);
}
