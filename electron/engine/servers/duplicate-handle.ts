// A second handle on a listening socket, made by sending it to ourselves (SCM_RIGHTS over a UNIX socket pair). Needed
// for `server.pause(msecs)` of Node 0.5: libuv cannot stop accepting, so the first handle is closed while the second
// keeps the kernel's queue alive (net-behaviours B40). Uses Node's internal bindings; `platform.ts` says if they exist.
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { getSystemErrorName } from 'node:util';

export interface ListenHandle {
  readonly fd: number;
  onconnection: unknown;
  listen(backlog: number): number;
  close(): void;
  ref(): void;
  unref(): void;
}
interface PipeHandle extends ListenHandle {
  pendingHandle: ListenHandle | null | undefined;
  onread: () => void;
  bind(name: string): number;
  open(fd: number): number;
  connect(request: object, name: string): number;
  readStart(): number;
  writeUtf8String(request: object, text: string, handle: ListenHandle): number;
}
interface PipeBinding {
  Pipe: new (type: number) => PipeHandle;
  PipeConnectWrap: new () => { oncomplete: (status: number) => void };
  constants: { SERVER: number; IPC: number };
}
interface StreamBinding {
  WriteWrap: new () => { oncomplete: (status: number) => void; handle?: unknown };
}
const binding = <T>(name: string) => (process as unknown as { binding(name: string): T }).binding(name);

interface Channel {
  readonly sender: PipeHandle;
  readonly receiver: PipeHandle;
}
let channel: Promise<Channel> | undefined;
let turn: Promise<unknown> = Promise.resolve();

/** A second handle for the socket under `handle`. Rejects with the system's error. */
export function duplicateHandle(handle: ListenHandle): Promise<ListenHandle> {
  const mine = turn.then(async () => {
    channel ??= openChannel();
    return send(await channel, handle);
  });
  turn = mine.catch(() => {
    channel = undefined;
  });
  return mine;
}

function send({ sender, receiver }: Channel, handle: ListenHandle): Promise<ListenHandle> {
  const { WriteWrap } = binding<StreamBinding>('stream_wrap');
  return new Promise((resolve, reject) => {
    receiver.onread = () => {
      const duplicate = receiver.pendingHandle;
      if (!duplicate) {
        // The byte has come without its handle: there was no descriptor left to put it into (recvmsg(2), MSG_CTRUNC).
        reject(systemError('recvmsg', -os.constants.errno.EMFILE));
        return;
      }
      receiver.pendingHandle = null;
      resolve(duplicate);
    };
    const request = new WriteWrap();
    request.oncomplete = (status) => {
      if (status < 0) reject(systemError('write', status));
    };
    request.handle = sender;
    const status = sender.writeUtf8String(request, '.', handle);
    if (status < 0) reject(systemError('write', status));
  });
}

/**
 * One pair for the whole process, never closed: the receiving end shares its descriptor with the handle it was accepted
 * as, so closing both would close somebody else's. Neither keeps the process alive.
 */
function openChannel(): Promise<Channel> {
  const { Pipe, PipeConnectWrap, constants } = binding<PipeBinding>('pipe_wrap');
  const name =
    process.platform === 'linux'
      ? `\0socket-lab-${randomUUID()}`
      : path.join(os.tmpdir(), `sl-${randomUUID().slice(0, 8)}`);
  return new Promise((resolve, reject) => {
    const listener = new Pipe(constants.SERVER);
    const sender = new Pipe(constants.IPC);
    const receiver = new Pipe(constants.IPC);
    const check = (what: string, status: number) => {
      if (status < 0) throw systemError(what, status);
    };
    listener.onconnection = (status: number, accepted: PipeHandle) => {
      try {
        check('accept', status);
        check('open', receiver.open(accepted.fd));
        check('read', receiver.readStart());
        for (const end of [accepted, sender, receiver]) end.unref();
        listener.close();
        resolve({ sender, receiver });
      } catch (error) {
        reject(error as Error);
      }
    };
    try {
      check('bind', listener.bind(name));
      check('listen', listener.listen(1));
      const request = new PipeConnectWrap();
      request.oncomplete = (status) => {
        if (status < 0) reject(systemError('connect', status));
      };
      check('connect', sender.connect(request, name) ?? 0);
    } catch (error) {
      reject(error as Error);
    }
  });
}

function systemError(syscall: string, errno: number): Error {
  const code = getSystemErrorName(errno);
  const text = `the listening handle could not be duplicated: ${syscall} ${code}`;
  return Object.assign(new Error(text), { code, errno, syscall });
}
