// Who may talk to the main process: the main frame of a window of ours, while it shows our own page. Whoever else can
// send a message here would own the lab.
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'; // types only: tests need no Electron
import { ORIGIN } from './page-address.ts';

/** A stranger may send as much as it likes; the log tells about the first few. */
const REFUSALS_LOGGED = 10;

type Sent = Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** The windows whose pages are listened to, and how many messages came from elsewhere. */
export class Senders {
  readonly #windows = new Set<number>();
  #refused = 0;

  get refused(): number {
    return this.#refused;
  }

  /** Listens to a window until it is gone. */
  admit(contents: WebContents): void {
    const { id } = contents; // not to be read once the window is gone
    this.#windows.add(id);
    contents.once('destroyed', () => this.#windows.delete(id));
  }

  /** Whether a message came from our page; says so on stderr when not. */
  isOurs(event: Sent): boolean {
    const why = this.#windows.has(event.sender.id) ? strangerIn(event) : 'another window';
    if (!why) return true;
    this.#refused++;
    if (this.#refused <= REFUSALS_LOGGED) process.stderr.write(`A message was not taken: it came from ${why}.\n`);
    return false;
  }
}

/** What is wrong with the sender of a message from a window of ours; undefined when it is the page in its main frame. */
export function strangerIn({ senderFrame }: Pick<Sent, 'senderFrame'>): string | undefined {
  if (!senderFrame) return 'a frame that has gone';
  if (senderFrame.parent) return 'a frame inside the page';
  return senderFrame.origin === ORIGIN ? undefined : `a page of ${senderFrame.origin}`;
}
