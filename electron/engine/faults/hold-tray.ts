// The tray: every chunk that a `hold` fault keeps back, until somebody forwards it, changed or not, or discards it.
import type { FaultId, HoldId, SocketId } from '../../../shared/contract/fields.ts';
import { refusal } from '../failures.ts';
import type { Life } from '../sockets/life.ts';

export interface Held {
  readonly holdId: HoldId;
  readonly life: Life;
  readonly faultId: FaultId;
  readonly direction: 'sent' | 'received';
  /** Its number in the fault's own queue. */
  readonly ticket: number;
  readonly bytes: Uint8Array;
  readonly heldAt: number;
}

export class HoldTray {
  readonly #held = new Map<HoldId, Held>();

  add(held: Held): void {
    this.#held.set(held.holdId, held);
    const { holdId, faultId, direction, bytes } = held;
    held.life.emit({ type: 'hold.held', holdId, faultId, direction, size: bytes.length });
  }

  /** What is held, oldest first; of one socket, or all. */
  list(socketId: SocketId | undefined): Held[] {
    return [...this.#held.values()].filter(({ life }) => socketId === undefined || life.socketId === socketId);
  }

  /** Those a caller means. Throws UNKNOWN_HOLD. */
  meant(holdId: HoldId | undefined, socketId: SocketId | undefined): Held[] {
    if (holdId === undefined) return this.list(socketId);
    const one = this.#held.get(holdId);
    if (!one || (socketId !== undefined && one.life.socketId !== socketId)) throw refusal('UNKNOWN_HOLD');
    return [one];
  }

  /** Lets one go on, with other bytes if given. */
  forward(held: Held, bytes: Uint8Array | undefined): void {
    if (!this.#held.delete(held.holdId)) return; // the end of another one has taken it along
    const { life, faultId, direction, ticket, holdId } = held;
    const size = (bytes ?? held.bytes).length;
    life.emit({ type: 'hold.forwarded', holdId, size, edited: bytes !== undefined });
    life.faults?.decide(faultId, direction, ticket, bytes ? { bytes } : 'forward');
  }

  discard(held: Held): void {
    if (!this.#held.delete(held.holdId)) return;
    const { life, faultId, direction, ticket, holdId } = held;
    life.emit({ type: 'hold.discarded', holdId });
    life.faults?.decide(faultId, direction, ticket, 'discard');
  }

  /** A fault was cleared: what it held has gone on. */
  released(life: Life, faultId: FaultId): void {
    for (const held of this.#of(life, faultId)) {
      this.#held.delete(held.holdId);
      life.emit({ type: 'hold.forwarded', holdId: held.holdId, size: held.bytes.length, edited: false });
    }
  }

  /** A life is over, and what was held of it lost. */
  lost(life: Life): void {
    for (const held of this.#of(life)) {
      this.#held.delete(held.holdId);
      life.emit({ type: 'hold.discarded', holdId: held.holdId });
    }
  }

  #of(life: Life, faultId?: FaultId): Held[] {
    return [...this.#held.values()].filter(
      (held) => held.life === life && (faultId === undefined || held.faultId === faultId),
    );
  }
}
