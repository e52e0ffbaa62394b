import { type Envelope, Listeners, type Transport } from './transport.ts';

declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(run: () => void): void;

/**
 * Two transports joined in memory: what one sends the other receives, as a structured clone, in order and never
 * within the same call. Closing one closes both.
 */
export function memoryTransports(): [Transport, Transport] {
  const left = new MemoryTransport();
  const right = new MemoryTransport();
  left.peer = right;
  right.peer = left;
  return [left, right];
}

class MemoryTransport implements Transport {
  peer: MemoryTransport | undefined;
  #closed = false;
  readonly #envelopes = new Listeners<unknown>();
  readonly #closes = new Listeners<string>();

  send(envelope: Envelope): void {
    const { peer } = this;
    if (this.#closed || !peer) return;
    const copy = structuredClone(envelope);
    queueMicrotask(() => peer.#envelopes.call(copy));
  }
  onEnvelope(handle: (envelope: unknown) => void) {
    return this.#envelopes.add(handle);
  }
  onClose(handle: (reason: string) => void) {
    return this.#closes.add(handle);
  }
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    queueMicrotask(() => {
      this.#closes.call('closed');
      this.peer?.close();
    });
  }
}
