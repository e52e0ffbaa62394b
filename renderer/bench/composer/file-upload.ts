// A file chosen in the page on its way into a socket: piece by piece over the pipe, waiting whenever the peer does not take it.
import { toBase64 } from '../../../shared/bytes.ts';
import type { Failure } from '../../../shared/contract/failures.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Actions } from '../../actions/actions.ts';
import { failureFrom } from '../../actions/caller.ts';
import { useLab } from '../../state/lab-store.ts';
import { addFile, changeFile, moveFile } from '../../state/running.ts';

export interface FileSettings {
  readonly chunkBytes: number;
  readonly thenEnd: boolean;
}

/** A file that can be held and called off. */
export interface RunningFile {
  readonly id: string;
  pause(): void | Promise<void>;
  resume(): void | Promise<void>;
  cancel(): void | Promise<void>;
}

const running = new Map<string, RunningFile>();
export const runningFile = (id: string) => running.get(id);

/** Sends a file from a path of the engine's machine; the engine reads it. Rejects with the refusal. */
export async function sendPath(
  actions: Actions,
  socketId: SocketId,
  path: string,
  settings: FileSettings,
): Promise<string> {
  const { transferId } = await actions.call('socket.sendFile', { socketId, path, ...settings });
  const id = `t${transferId}`;
  addFile({ id, socketId, name: path, bytesTotal: 0 });
  const flag = (paused: boolean) => changeFile(id, { paused });
  running.set(id, {
    id,
    pause: () => actions.call('transfer.pause', { transferId }).then(() => flag(true)),
    resume: () => actions.call('transfer.resume', { transferId }).then(() => flag(false)),
    cancel: () => actions.call('transfer.cancel', { transferId }).then(() => {}),
  });
  return id;
}

let lastUpload = 0;

/** Sends a file the page holds. The end of it is told by its run in `useRunning`. */
export function sendUpload(actions: Actions, socketId: SocketId, file: File, settings: FileSettings): string {
  const upload = new Upload(actions, socketId, file, settings, `u${++lastUpload}`);
  running.set(upload.id, upload);
  addFile({ id: upload.id, socketId, name: file.name, bytesTotal: file.size });
  void upload.run();
  return upload.id;
}

const cancelled: Failure = { code: 'ABORT_ERR', message: 'The transfer was cancelled.' };

class Upload implements RunningFile {
  readonly id: string;
  readonly #actions: Actions;
  readonly #socketId: SocketId;
  readonly #file: File;
  readonly #settings: FileSettings;
  #cancelled = false;
  #goOn: (() => void) | undefined;
  #held: Promise<void> | undefined;

  constructor(actions: Actions, socketId: SocketId, file: File, settings: FileSettings, id: string) {
    this.#actions = actions;
    this.#socketId = socketId;
    this.#file = file;
    this.#settings = settings;
    this.id = id;
  }

  pause(): void {
    this.#held ??= new Promise((resolve) => {
      this.#goOn = resolve;
    });
    changeFile(this.id, { paused: true });
  }
  resume(): void {
    this.#goOn?.();
    this.#held = undefined;
    changeFile(this.id, { paused: false });
  }
  cancel(): void {
    this.#cancelled = true;
    this.resume();
  }

  async run(): Promise<void> {
    const { chunkBytes, thenEnd } = this.#settings;
    try {
      for (let at = 0; at < this.#file.size; at += chunkBytes) {
        await this.#held;
        if (this.#cancelled) break;
        const bytes = new Uint8Array(await this.#file.slice(at, at + chunkBytes).arrayBuffer());
        const data = { socketId: this.#socketId, data: toBase64(bytes), encoding: 'base64' };
        const { flushed } = await this.#actions.call('socket.write', data);
        moveFile(this.id, at + bytes.length);
        if (!flushed) await this.#drained();
      }
      if (this.#cancelled) return changeFile(this.id, { state: 'failed', failure: cancelled });
      if (thenEnd) await this.#actions.call('socket.end', { socketId: this.#socketId });
      changeFile(this.id, { state: 'done', bytesSent: this.#file.size });
    } catch (error) {
      changeFile(this.id, { state: 'failed', failure: failureFrom(error) });
    } finally {
      running.delete(this.id);
    }
  }

  /** Waits until the socket takes bytes again, has closed, or somebody calls it off. */
  #drained(): Promise<void> {
    const takes = () => {
      const socket = useLab.getState().lab.sockets.get(this.#socketId);
      return this.#cancelled || !socket || !socket.needDrain || socket.closedAt !== undefined;
    };
    // The fact that the queue is full comes with the next batch of events, after the answer to the write.
    return new Promise((resolve) => {
      let seen = false;
      const stop = useLab.subscribe(() => {
        const socket = useLab.getState().lab.sockets.get(this.#socketId);
        seen ||= socket?.needDrain === true;
        if ((seen || socket?.closedAt !== undefined || !socket) && takes()) done();
      });
      // Where the peer was quick, full and drained come in one batch and nothing is seen in between.
      const timer = setInterval(() => {
        if (takes()) done();
      }, 60);
      const done = () => {
        stop();
        clearInterval(timer);
        resolve();
      };
    });
  }
}
