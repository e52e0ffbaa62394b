// What has happened to the sockets on screen before this page heard of them, or while it was out of reach: asked for once.
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Params, Result } from '../../shared/contract/methods.ts';
import type { KernelLog } from '../../shared/model/kernel-log.ts';
import type { EventLog } from './event-log.ts';

type Ask = (params: Params<'socket.events'>) => Promise<Result<'socket.events'>>;

export class SocketHistory {
  readonly #ask: Ask;
  readonly #events: EventLog;
  readonly #kernelLog: KernelLog;
  readonly #wanted = new Map<SocketId, number>();
  readonly #asked = new Set<SocketId>();
  /** The number of the first event this page has heard without a gap until now. */
  #since = 0;

  constructor(ask: Ask, events: EventLog, kernelLog: KernelLog) {
    this.#ask = ask;
    this.#events = events;
    this.#kernelLog = kernelLog;
  }

  /** Wants the events of these sockets to be whole until the returned function is called. */
  want(socketIds: readonly SocketId[]): () => void {
    for (const id of socketIds) {
      this.#wanted.set(id, (this.#wanted.get(id) ?? 0) + 1);
      void this.#fetch(id);
    }
    return () => {
      for (const id of socketIds) {
        const left = (this.#wanted.get(id) ?? 0) - 1;
        if (left > 0) this.#wanted.set(id, left);
        else this.#wanted.delete(id);
      }
    };
  }

  /** The page follows the lab from here on: whatever was before may be missing. */
  again(since: number): void {
    this.#since = since;
    this.#asked.clear();
    for (const id of this.#wanted.keys()) void this.#fetch(id);
  }

  async #fetch(socketId: SocketId): Promise<void> {
    if (this.#asked.has(socketId) || this.#isWhole(socketId)) return;
    this.#asked.add(socketId);
    try {
      const { events, dropped, life, samples, notes } = await this.#ask({ socketId });
      this.#events.merge(socketId, events, dropped);
      this.#kernelLog.merge(socketId, life, samples, notes);
    } catch {
      // Gone meanwhile, or the engine is out of reach, which the page says; the next connection asks anew.
      this.#asked.delete(socketId);
    }
  }

  /** Whether this page was there from the socket's beginning. */
  #isWhole(socketId: SocketId): boolean {
    const [first] = this.#events.of([socketId]);
    return first !== undefined && first.event.type === 'socket.created' && first.number >= this.#since;
  }
}
