import type { Socket } from '../../shared/contract/records.ts';
import { endOf, useLab } from '../state/lab-store.ts';
import { useView } from '../state/view-store.ts';
import { subjectNow } from './subject.ts';

/** The end that acts: the one a menu was opened on, or else the selected one of the selected connection. */
export function actingEnd(): Socket | undefined {
  const { selected, end } = useView.getState();
  const subject = subjectNow();
  const socketId = subject?.none ? undefined : (subject?.end ?? endOf(selected, end));
  return socketId === undefined ? undefined : useLab.getState().lab.sockets.get(socketId);
}
