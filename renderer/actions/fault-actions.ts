// Faults on one live socket. They are acts, not edits: what a fault has done to the bytes cannot be taken back.
import type { FaultId, HoldId, SocketId } from '../../shared/contract/fields.ts';
import type { FaultSettings } from '../../shared/faults/index.ts';
import type { Caller } from './caller.ts';

export class FaultActions {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Puts faults on a socket, in order. A refusal is shown with the socket; what was put on before stays. */
  async apply(socketId: SocketId, faults: readonly FaultSettings[]): Promise<void> {
    await this.#caller.forSocket(socketId, async () => {
      for (const fault of faults) await this.#caller.call('fault.apply', { socketId, fault });
    });
  }

  /** Takes one fault off a socket, or all; what it holds back goes on then. */
  async clear(socketId: SocketId, faultId?: FaultId): Promise<void> {
    await this.#caller.forSocket(socketId, () =>
      this.#caller.call('fault.clear', { socketId, ...(faultId !== undefined && { faultId }) }),
    );
  }

  /** Lets held chunks go on: one, with other bytes (base64) if wanted, or all of a socket. */
  async forward(socketId: SocketId, holdId?: HoldId, data?: string): Promise<void> {
    await this.#caller.forSocket(socketId, () =>
      this.#caller.call('hold.forward', {
        ...(holdId === undefined ? { socketId } : { holdId }),
        ...(data !== undefined && { data, encoding: 'base64' }),
      }),
    );
  }

  async discard(socketId: SocketId, holdId: HoldId): Promise<void> {
    await this.#caller.forSocket(socketId, () => this.#caller.call('hold.discard', { holdId }));
  }
}
