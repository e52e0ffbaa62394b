// The client's side of a tap: everything goes to the target as it came.
import type { Close } from '../../../shared/contract/records.ts';
import { resetOrClose } from '../sockets/closing.ts';
import type { Life } from '../sockets/life.ts';
import type { LifeHandler } from '../sockets/life-handler.ts';
import { Relay } from './relay.ts';
import type { TapRow } from './tap-row.ts';

export class TapEnd implements LifeHandler {
  readonly life: Life;
  readonly #tap: TapRow;
  #relay: Relay | undefined;

  constructor(life: Life, tap: TapRow) {
    this.life = life;
    this.#tap = tap;
  }

  onOpened(): void {
    const { life } = this;
    const tap = this.#tap;
    for (const fault of tap.faults) life.faultLine().apply(fault, 'tap');
    if (life.socket.destroyed) return;
    if (tap.loop) {
      const { tapId, loop: failure } = tap;
      life.row.core.emit({ type: 'tap.refused', tapId, clientSocketId: life.socketId, failure });
      resetOrClose(life);
      return;
    }
    this.#relay = new Relay(this, {
      target: tap.target,
      options: tap.dialOptions,
      tapId: tap.tapId,
      name: `${tap.name} → target`,
      policy: () => tap.policy,
      onLoop: (failure) => {
        tap.loop = failure;
      },
    });
    this.#relay.checkLoop();
  }
  onChunk(chunk: Buffer): void {
    this.#relay?.toUpstream(chunk);
  }
  onPeerEnd(): void {
    this.#relay?.clientEnded();
  }
  onDrain(): void {
    this.#relay?.clientDrained();
  }
  onClosed(close: Close): void {
    this.#relay?.clientClosed(close);
  }
  checkLoop(): void {
    this.#relay?.checkLoop();
  }
  hold(on: boolean): void {
    if (on) this.life.pause('mock');
    else this.life.resume('mock');
  }
  stop(): void {}
}
