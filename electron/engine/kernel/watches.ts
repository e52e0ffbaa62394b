// Who wants to see the kernel's view of what, and how often.
import type { ServerId, SocketId } from '../../../shared/contract/fields.ts';
import type { Caller } from '../core.ts';

export interface Watch {
  readonly socketIds: ReadonlySet<SocketId>;
  readonly serverIds: ReadonlySet<ServerId>;
  readonly everyMs: number;
  /** When this watcher was told last, and up to which look. */
  toldAt: number;
  toldLook: number;
}

export class Watches {
  readonly #byCaller = new Map<Caller, Watch>();
  #socketIds: ReadonlySet<SocketId> = new Set();
  #serverIds: ReadonlySet<ServerId> = new Set();

  /** Sets what a caller watches; nothing at all ends it. Answers what it watched before. */
  set(caller: Caller, wish: Pick<Watch, 'socketIds' | 'serverIds' | 'everyMs'>): Watch | undefined {
    const before = this.#byCaller.get(caller);
    if (wish.socketIds.size + wish.serverIds.size > 0) {
      this.#byCaller.set(caller, { ...wish, toldAt: Number.NEGATIVE_INFINITY, toldLook: 0 });
    } else {
      this.#byCaller.delete(caller);
    }
    this.#unite();
    return before;
  }

  /** A caller is gone; answers whether it has watched anything. */
  delete(caller: Caller): boolean {
    const had = this.#byCaller.delete(caller);
    if (had) this.#unite();
    return had;
  }
  clear(): void {
    this.#byCaller.clear();
    this.#unite();
  }

  get(caller: Caller): Watch | undefined {
    return this.#byCaller.get(caller);
  }
  [Symbol.iterator](): IterableIterator<[Caller, Watch]> {
    return this.#byCaller.entries();
  }
  get empty(): boolean {
    return this.#byCaller.size === 0;
  }
  /** Everything anybody watches. */
  get socketIds(): ReadonlySet<SocketId> {
    return this.#socketIds;
  }
  get serverIds(): ReadonlySet<ServerId> {
    return this.#serverIds;
  }
  /** The shortest period anybody wants; Infinity without watchers. */
  get everyMs(): number {
    return Math.min(...[...this.#byCaller.values()].map((watch) => watch.everyMs));
  }

  #unite(): void {
    const all = [...this.#byCaller.values()];
    this.#socketIds = all.length === 1 && all[0] ? all[0].socketIds : new Set(all.flatMap((w) => [...w.socketIds]));
    this.#serverIds = new Set(all.flatMap((watch) => [...watch.serverIds]));
  }
}
