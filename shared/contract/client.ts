import { EVENTS, EVENTS_LOST } from './batches.ts';
import type { EventBatch } from './events.ts';
import { CallRefused, type Failure } from './failures.ts';
import type { Method, Params, Result } from './methods.ts';
import { Listeners, type Transport, type Undo } from './transport.ts';

/** Parameters may be left out where the method takes none. */
type CallArguments<M extends Method> =
  Record<never, never> extends Params<M> ? [params?: Params<M>] : [params: Params<M>];

/** A typed caller of the contract: `call` for the methods, `onBatch` for the events. No code per method. */
export class Client {
  readonly #transport: Transport;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #batches = new Listeners<EventBatch>();
  readonly #losses = new Listeners<undefined>();
  readonly #closes = new Listeners<string>();
  #lastId = 0;
  #closed: string | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
    transport.onEnvelope((envelope) => this.#receive(envelope));
    transport.onClose((reason) => this.#close(reason));
  }

  /** Calls a method. Rejects with `CallRefused` for every refusal, and when the connection to the engine is lost. */
  call<M extends Method>(method: M, ...[params]: CallArguments<M>): Promise<Result<M>> {
    if (this.#closed !== undefined) return Promise.reject(lost(this.#closed));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#transport.send({ jsonrpc: '2.0', id, method, params: params ?? {} });
    });
  }

  /** Batches of numbered events; they start with the first `lab.snapshot` call. */
  onBatch(handle: (batch: EventBatch) => void): Undo {
    return this.#batches.add(handle);
  }
  /** Events were left out because this reader was too slow: ask for a new snapshot. */
  onLost(handle: () => void): Undo {
    return this.#losses.add(handle);
  }
  onClose(handle: (reason: string) => void): Undo {
    return this.#closes.add(handle);
  }
  close(): void {
    this.#transport.close();
  }

  #receive(envelope: unknown): void {
    const { id, method, params, result, error } = envelope as {
      id?: unknown;
      method?: string;
      params?: unknown;
      result?: unknown;
      error?: { code: number; message: string; data?: unknown };
    };
    if (method === EVENTS) this.#batches.call(params as EventBatch);
    if (method === EVENTS_LOST) this.#losses.call(undefined);
    const call = this.#waiting.get(id as number);
    if (!call) return;
    this.#waiting.delete(id as number);
    if (error) call.reject(refused(error));
    else call.resolve(result);
  }

  #close(reason: string): void {
    if (this.#closed !== undefined) return;
    this.#closed = reason;
    for (const { reject } of this.#waiting.values()) reject(lost(reason));
    this.#waiting.clear();
    this.#closes.call(reason);
  }
}

function lost(reason: string): CallRefused {
  return new CallRefused({ code: 'CONNECTION_LOST', message: 'The connection to Socket Lab is lost.', why: reason });
}

function refused({ code, message, data }: { code: number; message: string; data?: unknown }): CallRefused {
  const given = data as Failure | undefined;
  return new CallRefused(given?.code ? given : { code: String(code), message }, code);
}
