// What a mock passes on: everything (the behaviour “relay”), or single messages (the action “forward”). One connection for
// each target, dialled when it is first needed.
import type { Close } from '../../../shared/contract/records.ts';
import type { Upstream } from '../../../shared/mocks/actions.ts';
import { type Address, addressText } from '../../../shared/mocks/fields.ts';
import type { Life } from '../sockets/life.ts';
import { type Policy, Relay } from '../taps/relay.ts';

const CLOSED: Close = { hadError: false, cause: 'local-destroy', first: 'us' };

export class Forwarding {
  readonly #life: Life;
  readonly #fail: (why: string) => void;
  readonly #hold: (on: boolean) => void;
  readonly #relays = new Map<string, Relay>();
  readonly #held = new Set<string>();
  #main: Relay | undefined;

  constructor(life: Life, fail: (why: string) => void, hold: (on: boolean) => void) {
    this.#life = life;
    this.#fail = fail;
    this.#hold = hold;
  }

  /** Everything goes there: bytes, the end of them, or nothing yet, which only dials. */
  relay(upstream: Upstream, bytes: Uint8Array | undefined, end = false): void {
    const { passFin = true, passReset = true, onRefuse = 'close', refusalReply } = upstream;
    this.#main ??= this.#to(`relay ${addressText(upstream.target)}`, upstream.target, upstream.connectTimeoutMs, {
      passFin,
      passReset,
      onRefuse,
      refusalReply,
      reply: true,
    });
    if (bytes) this.#main?.toUpstream(bufferOf(bytes));
    if (end) this.#main?.clientEnded();
  }

  /** One message goes there; its answer comes back if wanted. The client’s end is not that of the target. */
  forward(target: Address, bytes: Uint8Array, reply: boolean): void {
    const key = `${reply ? 'ask' : 'tell'} ${addressText(target)}`;
    const policy: Policy = { passFin: false, passReset: false, onRefuse: 'close', reply };
    this.#to(key, target, undefined, policy)?.toUpstream(bufferOf(bytes));
  }

  /** The client takes bytes again. */
  clientDrained(): void {
    for (const relay of this.#relays.values()) relay.clientDrained();
  }
  /** The client is gone, and how. */
  clientClosed(close: Close): void {
    for (const [key, relay] of this.#relays) relay.clientClosed(key.startsWith('relay') ? close : CLOSED);
  }

  #to(key: string, target: Address, connectTimeoutMs: number | undefined, policy: Policy): Relay | undefined {
    const known = this.#relays.get(key);
    if (known && !known.upstream.closed) return known;
    const side = {
      life: this.#life,
      hold: (on: boolean) => {
        if (on) this.#held.add(key);
        else this.#held.delete(key);
        this.#hold(this.#held.size > 0);
      },
    };
    try {
      const options = connectTimeoutMs === undefined ? {} : { connectTimeoutMs };
      const relay = new Relay(side, { target, options, policy: () => policy, name: `→ ${addressText(target)}` });
      this.#relays.set(key, relay);
      return relay;
    } catch (error) {
      this.#fail(`${addressText(target)} cannot be dialled: ${(error as Error).message}`);
      return undefined;
    }
  }
}

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
