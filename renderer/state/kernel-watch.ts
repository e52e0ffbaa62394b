// What of the kernel's view is on screen: the union of what each open pane wants, asked for in one `kernel.watch`.
import type { ServerId, SocketId } from '../../shared/contract/fields.ts';

export interface KernelWanted {
  readonly socketIds: readonly SocketId[];
  readonly serverIds?: readonly ServerId[];
}

/** Asks the engine. A lost connection answers with an error, and the page says so elsewhere. */
type Ask = (wanted: { socketIds: SocketId[]; serverIds: ServerId[] }) => void;

/** Keeps one watch for the whole page; without a pane that wants anything the kernel is not looked at. */
export class KernelWatch {
  readonly #ask: Ask;
  readonly #wants = new Set<KernelWanted>();
  #asked = '';

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Wants these rows until the returned function is called. */
  want(wanted: KernelWanted): () => void {
    this.#wants.add(wanted);
    this.#renew();
    return () => {
      this.#wants.delete(wanted);
      this.#renew();
    };
  }

  /** Asks anew: there is another connection to the engine, which knows nothing of what was wanted. */
  again(): void {
    this.#asked = '';
    this.#renew();
  }

  #renew(): void {
    const union = <T>(lists: readonly (readonly T[])[]) => [...new Set(lists.flat())];
    const wants = [...this.#wants];
    const socketIds = union(wants.map((want) => want.socketIds));
    const serverIds = union(wants.map((want) => want.serverIds ?? []));
    const key = `${socketIds.join()};${serverIds.join()}`;
    if (key === (this.#asked || ';')) return;
    this.#asked = key;
    this.#ask({ socketIds, serverIds });
  }
}
