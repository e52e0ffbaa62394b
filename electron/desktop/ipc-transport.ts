// The engine's end of the pipe into the window. Whoever can send a message here owns the lab, so each one is checked:
// it must come from the main frame of a window of ours, and that frame must be showing our own page.
import type { IpcMain, IpcMainEvent, WebContents } from 'electron'; // types only, so that tests need no Electron
import { type Envelope, Listeners, NOT_JSON, type Transport } from '../../shared/contract/transport.ts';
import { CLOSE, TAKEN, TO_ENGINE, TO_PAGE } from './channels.ts';
import { ORIGIN } from './page-address.ts';

/** A stranger may send as much as it likes; the log tells about the first few. */
const REFUSALS_LOGGED = 10;

type Connect = (transport: Transport) => void;

/** Windows that may talk to the engine, and what became of messages from elsewhere. */
export class IpcCallers {
  readonly #connect: Connect;
  readonly #windows = new Map<number, WindowPipe>();
  #refused = 0;

  /** `connect` is given a transport for every page that starts to talk. */
  constructor(ipc: Pick<IpcMain, 'on'>, connect: Connect) {
    this.#connect = connect;
    ipc.on(TO_ENGINE, (event, connection: unknown, text: unknown) => this.#pipe(event)?.receive(connection, text));
    ipc.on(TAKEN, (event, connection: unknown, length: unknown) => this.#pipe(event)?.taken(connection, length));
    ipc.on(CLOSE, (event, connection: unknown) => this.#pipe(event)?.end(connection));
  }

  /** How many messages came from elsewhere. */
  get refused(): number {
    return this.#refused;
  }

  /** Lets a window talk to the engine until it is gone. */
  admit(contents: WebContents): void {
    const { id } = contents; // not to be read once the window is gone
    const pipe = new WindowPipe(contents, this.#connect);
    this.#windows.set(id, pipe);
    contents.once('destroyed', () => {
      this.#windows.delete(id);
      pipe.end();
    });
  }

  #pipe(event: Sent): WindowPipe | undefined {
    const pipe = this.#windows.get(event.sender.id);
    const why = pipe ? strangerIn(event) : 'another window';
    if (!why) return pipe;
    this.#refused++;
    if (this.#refused <= REFUSALS_LOGGED) process.stderr.write(`A message was not taken: it came from ${why}.\n`);
    return undefined;
  }
}

type Sent = Pick<IpcMainEvent, 'sender' | 'senderFrame'>;

/** What is wrong with the sender of a message from a window of ours; undefined when it is the page in its main frame. */
export function strangerIn({ senderFrame }: Pick<Sent, 'senderFrame'>): string | undefined {
  if (!senderFrame) return 'a frame that has gone';
  if (senderFrame.parent) return 'a frame inside the page';
  return senderFrame.origin === ORIGIN ? undefined : `a page of ${senderFrame.origin}`;
}

/** One window's pipe: at most one page talks through it at a time. */
class WindowPipe {
  readonly #contents: WebContents;
  readonly #connect: Connect;
  #current: IpcTransport | undefined;

  constructor(contents: WebContents, connect: Connect) {
    this.#contents = contents;
    this.#connect = connect;
  }

  receive(connection: unknown, text: unknown): void {
    if (typeof connection !== 'string') return;
    if (this.#current?.connection !== connection) {
      this.#current?.ended('the page was loaded again');
      this.#current = new IpcTransport(this.#contents, connection);
      this.#connect(this.#current);
    }
    this.#current.envelopes.call(parsed(text));
  }

  taken(connection: unknown, length: unknown): void {
    if (this.#current?.connection === connection && typeof length === 'number') this.#current?.taken(length);
  }

  /** Ends what is open; with `connection` only if it is that one. */
  end(connection: unknown = this.#current?.connection): void {
    if (this.#current?.connection !== connection) return;
    this.#current?.ended('the page has closed');
    this.#current = undefined;
  }
}

class IpcTransport implements Transport {
  readonly connection: string;
  readonly envelopes = new Listeners<unknown>();
  readonly #closes = new Listeners<string>();
  readonly #contents: WebContents;
  #closed = false;
  #waiting = 0;

  constructor(contents: WebContents, connection: string) {
    this.#contents = contents;
    this.connection = connection;
  }

  send(envelope: Envelope): void {
    if (this.#closed || this.#contents.isDestroyed()) return;
    const text = JSON.stringify(envelope);
    this.#waiting += text.length;
    this.#contents.send(TO_PAGE, this.connection, text);
  }
  onEnvelope(handle: (envelope: unknown) => void) {
    return this.envelopes.add(handle);
  }
  onClose(handle: (reason: string) => void) {
    return this.#closes.add(handle);
  }
  close(): void {
    this.ended('closed');
  }
  /** Characters sent and not yet taken by the page: a page that hangs must not fill this process's memory. */
  bufferedBytes(): number {
    return this.#waiting;
  }

  taken(length: number): void {
    this.#waiting = Math.max(0, this.#waiting - length);
  }
  ended(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#closes.call(reason);
  }
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(text as string);
  } catch {
    return NOT_JSON;
  }
}
