// The main process as a reader of its own engine: what the menu bar, the dock and notifications show comes from facts.
import { Client } from '../../shared/contract/client.ts';
import type { EventBatch, LabEvent } from '../../shared/contract/events.ts';
import type { Snapshot } from '../../shared/contract/methods/lab.ts';
import { Listeners, type Transport } from '../../shared/contract/transport.ts';
import { applyEvent, LiveLab } from '../../shared/model/lab-state.ts';
import type { Engine } from '../engine/engine.ts';

/** What the shell keeps of the lab: servers and document. Sockets may be many and are asked for when needed. */
export type WatchedLab = Pick<LiveLab, 'servers' | 'document'> & Partial<Pick<LiveLab, 'taps'>>;

export interface LabReader {
  /** Told before `event` is applied to `lab`; counts, sockets' events and the like too. */
  readonly event: (event: LabEvent, lab: WatchedLab) => void;
  /** Told after a batch that changed servers or the document, and at the start. */
  readonly changed: (lab: WatchedLab) => void;
}

export class LabWatch {
  readonly #client: Client;
  readonly #reader: LabReader;
  #lab = new LiveLab();

  constructor(engine: Engine, reader: LabReader) {
    this.#reader = reader;
    const [ours, theirs] = joined();
    engine.connect(theirs);
    this.#client = new Client(ours);
    this.#client.onBatch((batch) => this.#take(batch));
    this.#client.onLost(() => void this.start());
  }

  /** Takes the lab as it is and follows it from there. */
  async start(): Promise<void> {
    const { servers, taps, document } = await this.snapshot();
    this.#lab = new LiveLab();
    for (const server of servers) this.#lab.putServer(server);
    for (const tap of taps) this.#lab.putTap(tap);
    this.#lab.document = document;
    this.#reader.changed(this.#lab);
  }

  /** The whole lab as it is now, with its sockets. */
  snapshot(): Promise<Snapshot> {
    return this.#client.call('lab.snapshot');
  }
  get client(): Client {
    return this.#client;
  }

  #take({ events }: EventBatch): void {
    let changed = false;
    for (const event of events) {
      this.#reader.event(event, this.#lab);
      if (!/^(?:server|tap)\./u.test(event.type) && event.type !== 'lab.document') continue;
      applyEvent(this.#lab, event);
      changed = true;
    }
    if (changed) this.#reader.changed(this.#lab);
  }
}

/** How many servers are listening. */
export const listeningIn = ({ servers }: WatchedLab) =>
  [...servers.values()].filter(({ state }) => state === 'listening').length;

/**
 * Two transports joined without copying: both sides are this process, neither changes what it is given, and a busy lab's
 * facts need not be cloned for a reader that looks at few of them.
 */
function joined(): [Transport, Transport] {
  const left = new Listeners<unknown>();
  const right = new Listeners<unknown>();
  const side = (own: Listeners<unknown>, other: Listeners<unknown>): Transport => ({
    send: (envelope) => queueMicrotask(() => other.call(envelope)),
    onEnvelope: (handle) => own.add(handle),
    onClose: () => () => {}, // they last as long as the process
    close: () => {},
  });
  return [side(left, right), side(right, left)];
}
