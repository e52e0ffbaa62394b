// A transport carries JSON-RPC 2.0 envelopes and knows nothing else: no method, no event.

export interface RequestEnvelope {
  readonly jsonrpc: '2.0';
  readonly id?: number | string | null;
  readonly method: string;
  readonly params?: unknown;
}
export interface ResultEnvelope {
  readonly jsonrpc: '2.0';
  readonly id: number | string | null;
  readonly result: unknown;
}
export interface ErrorEnvelope {
  readonly jsonrpc: '2.0';
  readonly id: number | string | null;
  readonly error: { readonly code: number; readonly message: string; readonly data?: unknown };
}
export type Envelope = RequestEnvelope | ResultEnvelope | ErrorEnvelope;

/** Takes back a subscription. */
export type Undo = () => void;

/** The four functions every transport consists of, and one fact about it. */
export interface Transport {
  send(envelope: Envelope): void;
  /** Hands over whatever arrives; what it is worth is for the receiver to check. Bytes that are no JSON arrive as `NOT_JSON`. */
  onEnvelope(handle: (envelope: unknown) => void): Undo;
  onClose(handle: (reason: string) => void): Undo;
  close(): void;
  /** Bytes accepted by `send` and not yet taken by the other side; absent where it cannot be known. */
  bufferedBytes?(): number;
}

/** Stands in for a frame that could not be parsed. */
export const NOT_JSON = Symbol('not JSON');

/** A list of handlers, for transports to build on: one place that adds, removes and calls them. */
export class Listeners<T> {
  readonly #handlers = new Set<(value: T) => void>();

  add(handle: (value: T) => void): Undo {
    this.#handlers.add(handle);
    return () => this.#handlers.delete(handle);
  }

  call(value: T): void {
    for (const handle of [...this.#handlers]) handle(value);
  }
}
