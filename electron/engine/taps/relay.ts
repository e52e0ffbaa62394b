// Two connections made one: what the client sends goes upstream and back, with backpressure, half-close and reset passed
// on as chosen. Used by taps, and by mocks that pass messages on.
import type { SocketOptions, Target } from '../../../shared/contract/dial-options.ts';
import { type Failure, ownCodes } from '../../../shared/contract/failures.ts';
import type { TapId } from '../../../shared/contract/fields.ts';
import type { Close } from '../../../shared/contract/records.ts';
import { destroyNow, destroyWhenFlushed, finishSending, resetOrClose } from '../sockets/closing.ts';
import type { Life } from '../sockets/life.ts';
import type { LifeHandler } from '../sockets/life-handler.ts';
import type { SocketRow } from '../sockets/socket-row.ts';

export interface RelayPlan {
  readonly target: Target;
  readonly options?: SocketOptions | undefined;
  readonly tapId?: TapId | undefined;
  readonly name?: string | undefined;
  /** Told when the client turns out to come from this very chain. */
  onLoop?(failure: Failure): void;
  /** Read when it matters: they may change while the relay is at work. */
  policy(): Policy;
}
export interface Policy {
  readonly passFin: boolean;
  readonly passReset: boolean;
  readonly onRefuse: 'close' | 'reset' | 'reply';
  readonly refusalReply?: Uint8Array | undefined;
  /** Whether what the target answers goes to the client. */
  readonly reply: boolean;
}

/** The client's side of a relay, as far as the relay needs it: it may have more to do than to pass on. */
export interface ClientSide {
  readonly life: Life;
  /** The target takes no more for now, or does again. */
  hold(on: boolean): void;
  /** The relay is over. */
  released?(): void;
}

export class Relay implements LifeHandler {
  readonly #client: ClientSide;
  readonly #plan: RelayPlan;
  readonly upstream: Life;

  /** Dials the target. Throws what dialling refuses. */
  constructor(client: ClientSide, plan: RelayPlan) {
    this.#client = client;
    this.#plan = plan;
    const { core } = client.life.row;
    const { target, tapId, name } = plan;
    const row: SocketRow = core.dial({ target, tapId, name, options: { ...plan.options, allowHalfOpen: true } });
    this.upstream = row.life;
    this.upstream.handler = this;
  }

  get client(): Life {
    return this.#client.life;
  }
  get tapId(): TapId | undefined {
    return this.#plan.tapId;
  }

  /** What the client has sent. */
  toUpstream(bytes: Buffer): void {
    const { upstream } = this;
    if (upstream.finishing || upstream.socket.destroyed) return; // its end has been passed on, or was not wanted
    if (!upstream.send(bytes)) this.#client.hold(true);
  }
  clientEnded(): void {
    if (this.#plan.policy().passFin && !this.upstream.finishing) finishSending(this.upstream);
  }
  clientDrained(): void {
    this.upstream.resume('mock');
  }
  clientClosed(close: Close): void {
    if (this.upstream.closed) return;
    if (this.upstream.connectedAt === undefined) destroyNow(this.upstream);
    else this.#passOn(close, this.upstream);
  }

  // What happens at the target's side.
  onOpened(): void {}
  onChunk(chunk: Buffer): void {
    const { client } = this;
    if (!this.#plan.policy().reply || client.finishing || client.socket.destroyed) return;
    if (!client.send(chunk)) this.upstream.pause('mock');
  }
  onPeerEnd(): void {
    const { passFin, reply } = this.#plan.policy();
    if (passFin && reply && !this.client.finishing) finishSending(this.client);
  }
  onDrain(): void {
    this.#client.hold(false);
  }
  onConnected(): void {
    const { core } = this.client.row;
    const ids = { clientSocketId: this.client.socketId, upstreamSocketId: this.upstream.socketId };
    core.emit({ type: 'tap.joined', ...this.#tap(), ...ids });
    // The other end may be ours and have been accepted before this was known.
    const peer = core.lab.sockets.get(this.upstream.socketId)?.peerSocketId;
    const handler = peer === undefined ? undefined : core.sockets.get(peer)?.life.handler;
    handler?.checkLoop?.();
  }
  stop(): void {
    this.#client.hold(false);
  }
  onClosed(close: Close): void {
    this.#client.released?.();
    if (this.upstream.connectedAt === undefined) this.#refused(close);
    else if (!this.client.closed) this.#passOn(close, this.client);
  }

  /** The client was accepted from a connection that this very chain has dialled. */
  checkLoop(): void {
    const { core } = this.client.row;
    const from = core.lab.sockets.get(this.client.socketId)?.peerSocketId;
    const dialler = from === undefined ? undefined : core.sockets.get(from)?.life;
    if (dialler && chainOf(dialler).some((relay) => relay.tapId !== undefined && relay.tapId === this.tapId))
      this.#breakLoop();
  }

  #refused(close: Close): void {
    const { client } = this;
    const { core } = client.row;
    const failure: Failure = close.failure ?? { code: 'ECONNABORTED', message: 'The connection was given up.' };
    const ids = { clientSocketId: client.socketId, upstreamSocketId: this.upstream.socketId };
    core.emit({ type: 'tap.refused', ...this.#tap(), ...ids, failure });
    if (client.closed || client.socket.destroyed) return;
    const { onRefuse, refusalReply } = this.#plan.policy();
    if (onRefuse === 'reset') {
      resetOrClose(client);
      return;
    }
    if (onRefuse === 'reply' && refusalReply && !client.finishing) client.send(Buffer.from(refusalReply));
    destroyWhenFlushed(client);
  }

  /** One side has closed: the other hears of it as it was, a reset as a reset. */
  #passOn(close: Close, other: Life): void {
    if (other.socket.destroyed) return;
    const { passFin, passReset } = this.#plan.policy();
    if (wasReset(close)) {
      if (passReset) resetOrClose(other);
    } else if (close.cause === 'fin') {
      if (passFin && !other.finishing) finishSending(other);
    } else if (passFin) {
      destroyWhenFlushed(other);
    }
  }

  #breakLoop(): void {
    const { client, upstream } = this;
    const ids = { clientSocketId: client.socketId, upstreamSocketId: upstream.socketId };
    const failure: Failure = { code: 'TAP_LOOP', message: ownCodes.TAP_LOOP };
    // The connection after this one is on its way already, and would lead round once more before it is known.
    this.#plan.onLoop?.(failure);
    client.row.core.emit({ type: 'tap.refused', ...this.#tap(), ...ids, failure });
    destroyNow(upstream);
    resetOrClose(client);
  }
  #tap() {
    return this.tapId === undefined ? {} : { tapId: this.tapId };
  }
}

const wasReset = ({ cause, failure }: Close) =>
  cause === 'rst' || cause === 'local-reset' || cause === 'peer-gone' || failure?.code === 'EPIPE';

/** The relays a dialled socket comes from, the nearest first: relay, the relay that dialled its client, and so on. */
function chainOf(dialled: Life): Relay[] {
  const chain: Relay[] = [];
  for (let life: Life | undefined = dialled; life?.handler instanceof Relay && chain.length < 100; ) {
    const relay: Relay = life.handler;
    chain.push(relay);
    const { core } = relay.client.row;
    const from = core.lab.sockets.get(relay.client.socketId)?.peerSocketId;
    life = from === undefined ? undefined : core.sockets.get(from)?.life;
  }
  return chain;
}
