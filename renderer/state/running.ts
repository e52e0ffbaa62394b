// What is under way and told by unnumbered events: how far repeats and files are.
import { create } from 'zustand';
import type { EventOf, LabEvent } from '../../shared/contract/events.ts';
import type { Failure } from '../../shared/contract/failures.ts';
import type { RepeatId, SocketId } from '../../shared/contract/fields.ts';

export interface RepeatRun {
  readonly sent: number;
  readonly waiting: boolean;
}
/** A file on its way, by the engine from a path or by this page from a chosen file. */
export interface FileRun {
  readonly id: string;
  readonly socketId: SocketId;
  readonly name: string;
  readonly bytesSent: number;
  readonly bytesTotal: number;
  /** Bytes a second over the last moments. */
  readonly rate: number;
  readonly paused: boolean;
  readonly state: 'running' | 'done' | 'failed';
  readonly failure?: Failure | undefined;
}

interface Running {
  readonly repeats: ReadonlyMap<RepeatId, RepeatRun>;
  readonly files: ReadonlyMap<string, FileRun>;
  /** The last repeats that have ended, for those who wait for one. */
  readonly ended: readonly EventOf<'repeat.ended'>[];
}

export const useRunning = create<Running>()(() => ({ repeats: new Map(), files: new Map(), ended: [] }));

/** Takes what an event says about something that is under way. */
export function noteRunning(event: LabEvent): void {
  switch (event.type) {
    case 'repeat.progress':
      useRunning.setState(({ repeats }) => ({
        repeats: new Map(repeats).set(event.repeatId, { sent: event.sent, waiting: event.waiting }),
      }));
      break;
    case 'repeat.ended':
      useRunning.setState(({ repeats, ended }) => ({
        repeats: new Map([...repeats].filter(([id]) => id !== event.repeatId)),
        ended: [...ended.slice(-50), event],
      }));
      break;
    case 'transfer.progress':
      moveFile(`t${event.transferId}`, event.bytesSent);
      break;
    case 'transfer.done':
      changeFile(`t${event.transferId}`, { bytesSent: event.bytesSent, state: 'done' });
      break;
    case 'transfer.failed':
      changeFile(`t${event.transferId}`, { bytesSent: event.bytesSent, state: 'failed', failure: event.failure });
      break;
    default: // other facts are in the lab's state
      break;
  }
}

/** Beginnings of files whose first news came before the answer that names them. */
const early = new Map<string, Partial<FileRun>>();
const lastMoved = new Map<string, { at: number; bytes: number; rate: number }>();

export function addFile(file: Omit<FileRun, 'bytesSent' | 'rate' | 'paused' | 'state'>): void {
  const run: FileRun = { ...file, bytesSent: 0, rate: 0, paused: false, state: 'running', ...early.get(file.id) };
  early.delete(file.id);
  lastMoved.set(file.id, { at: performance.now(), bytes: 0, rate: 0 });
  useRunning.setState(({ files }) => ({ files: new Map(files).set(file.id, run) }));
}
export function changeFile(id: string, change: Partial<FileRun>): void {
  useRunning.setState(({ files }) => {
    const file = files.get(id);
    if (!file) {
      if (early.size < 100) early.set(id, { ...early.get(id), ...change });
      return {};
    }
    return { files: new Map(files).set(id, { ...file, ...change }) };
  });
}
/** Says how far a file is; the rate follows from when. */
export function moveFile(id: string, bytesSent: number): void {
  const last = lastMoved.get(id);
  const now = performance.now();
  if (!last || now - last.at < 80) {
    changeFile(id, { bytesSent });
    return;
  }
  const fresh = ((bytesSent - last.bytes) * 1000) / (now - last.at);
  const rate = last.rate === 0 ? fresh : last.rate * 0.7 + fresh * 0.3;
  lastMoved.set(id, { at: now, bytes: bytesSent, rate });
  changeFile(id, { bytesSent, rate });
}
export function forgetFile(id: string): void {
  lastMoved.delete(id);
  useRunning.setState(({ files }) => ({ files: new Map([...files].filter(([other]) => other !== id)) }));
}

/** Resolves with the end of a repeat, also when it has ended already. */
export function repeatEnded(repeatId: RepeatId): Promise<EventOf<'repeat.ended'>> {
  const found = () => useRunning.getState().ended.find((event) => event.repeatId === repeatId);
  return new Promise((resolve) => {
    const event = found();
    if (event) return resolve(event);
    const stop = useRunning.subscribe(() => {
      const late = found();
      if (!late) return;
      stop();
      resolve(late);
    });
  });
}
