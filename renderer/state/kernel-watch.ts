// What of the kernel's view is on screen: the union of what each open pane wants, asked for in one `kernel.watch`.
import type { ServerId, SocketId } from '../../shared/contract/fields.ts';
import { FASTEST_SAMPLE_MS } from '../../shared/contract/kernel.ts';

export interface KernelWanted {
  readonly socketIds: readonly SocketId[];
  readonly serverIds?: readonly ServerId[];
  /** How often; by default as fast as it goes. The rhythm of all is that of the most impatient. */
  readonly everyMs?: number;
}

/** For what is on screen without showing the kernel's view itself: its badges come within a second (`ux.md` 2.5). */
export const UNHURRIED_MS = 1_000;

/** Asks the engine. A lost connection answers with an error, and the page says so elsewhere. */
type Ask = (wanted: { socketIds: SocketId[]; serverIds: ServerId[]; everyMs: number }) => void;

/** Keeps one watch for the whole page; without a pane that wants anything the kernel is not looked at. */
export class KernelWatch {
  readonly #ask: Ask;
  readonly #wants = new Set<KernelWanted>();
  #asked = '';
  #hidden = false;

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

  /** While nobody can see the page, nothing is looked at for it. */
  hide(hidden: boolean): void {
    this.#hidden = hidden;
    this.#renew();
  }

  #renew(): void {
    const union = <T>(lists: readonly (readonly T[])[]) => [...new Set(lists.flat())];
    const wants = this.#hidden ? [] : [...this.#wants].filter(wantsAny);
    const socketIds = union(wants.map((want) => want.socketIds));
    const serverIds = union(wants.map((want) => want.serverIds ?? []));
    const everyMs = Math.min(UNHURRIED_MS, ...wants.map((want) => want.everyMs ?? FASTEST_SAMPLE_MS));
    const key = `${socketIds.join()};${serverIds.join()};${everyMs}`;
    if (key === (this.#asked || NOTHING)) return;
    this.#asked = key;
    this.#ask({ socketIds, serverIds, everyMs });
  }
}

const NOTHING = `;;${UNHURRIED_MS}`;
const wantsAny = ({ socketIds, serverIds = [] }: KernelWanted) => socketIds.length > 0 || serverIds.length > 0;
