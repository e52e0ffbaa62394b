// The engine's end of the pipe into the window. Whoever can send a message here owns the lab, so each one is checked
// (senders.ts).
import type { IpcMain, IpcMainEvent, WebContents } from 'electron'; // types only, so that tests need no Electron
import { type Envelope, Listeners, NOT_JSON, type Transport } from '../../shared/contract/transport.ts';
import { CLOSE, TAKEN, TO_ENGINE, TO_PAGE } from './channels.ts';
import { Senders } from './senders.ts';

type Connect = (transport: Transport) => void;

/** Windows that may talk to the engine, and what became of messages from elsewhere. */
export class IpcCallers {
  readonly #connect: Connect;
  readonly #windows = new Map<number, WindowPipe>();
  readonly #senders: Senders;

  /** `connect` is given a transport for every page that starts to talk. */
  constructor(ipc: Pick<IpcMain, 'on'>, connect: Connect, senders = new Senders()) {
    this.#connect = connect;
    this.#senders = senders;
    ipc.on(TO_ENGINE, (event, connection: unknown, text: unknown) => this.#pipe(event)?.receive(connection, text));
    ipc.on(TAKEN, (event, connection: unknown, length: unknown) => this.#pipe(event)?.taken(connection, length));
    ipc.on(CLOSE, (event, connection: unknown) => this.#pipe(event)?.end(connection));
  }

  /** How many messages came from elsewhere. */
  get refused(): number {
    return this.#senders.refused;
  }

  /** Lets a window talk to the engine until it is gone. */
  admit(contents: WebContents): void {
    const { id } = contents; // not to be read once the window is gone
    const pipe = new WindowPipe(contents, this.#connect);
    this.#windows.set(id, pipe);
    this.#senders.admit(contents);
    contents.once('destroyed', () => {
      this.#windows.delete(id);
      pipe.end();
    });
  }

  #pipe(event: IpcMainEvent): WindowPipe | undefined {
    return this.#senders.isOurs(event) ? this.#windows.get(event.sender.id) : undefined;
  }
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
