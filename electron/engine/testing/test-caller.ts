// A caller of an engine for tests, over any transport: it remembers every event and checks every answer. Imports no
// engine, so that tests of a built program can use it, too.
import { Client } from '../../../shared/contract/client.ts';
import type { EventOf, EventType, LabEvent } from '../../../shared/contract/events.ts';
import { CallRefused, type Failure } from '../../../shared/contract/failures.ts';
import type { ServerId, SocketId } from '../../../shared/contract/fields.ts';
import type { Method, Params, Result } from '../../../shared/contract/methods.ts';
import type { Server, Socket } from '../../../shared/contract/records.ts';
import type { Transport } from '../../../shared/contract/transport.ts';
import { checkFailure, checkResult } from './checks.ts';

const PATIENCE_MS = 5_000;

/** Waits until `look` finds something; fails with `what` after a while. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: () => string,
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A caller of an engine that remembers every event. */
export class TestCaller {
  readonly client: Client;
  readonly events: LabEvent[] = [];
  readonly batches: { first: number; events: readonly LabEvent[] }[] = [];

  constructor(transport: Transport) {
    this.client = new Client(transport);
    this.client.onBatch((batch) => {
      this.batches.push(batch);
      this.events.push(...batch.events);
    });
  }

  async call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const result = await (this.client.call as (method: M, params: Params<M>) => Promise<Result<M>>)(method, params);
    checkResult(method, result);
    return result;
  }

  /** The failure a call is refused with; fails when it is not refused. */
  async refused<M extends Method>(method: M, params: unknown): Promise<Failure> {
    try {
      await this.call(method, params as Params<M>);
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error;
      checkFailure(error.failure);
      return error.failure;
    }
    throw new Error(`${method} was not refused`);
  }

  /** The first event of a type that matches, seen already or still to come. */
  event<T extends EventType>(type: T, match: (event: EventOf<T>) => boolean = () => true): Promise<EventOf<T>> {
    const find = () => this.events.find((e): e is EventOf<T> => e.type === type && match(e as EventOf<T>));
    return until(
      async () => find() ?? (await this.hurry().then(find)),
      () => `${type}; seen: ${this.events.map((e) => e.type).join(' ')}`,
    );
  }

  /** What can be done to have the next events soon. */
  protected async hurry(): Promise<void> {}

  /** Every event up to now: a snapshot brings those that still wait for their batch. */
  async seen(): Promise<readonly LabEvent[]> {
    await this.call('lab.snapshot', {});
    return this.events;
  }
  /** The types of everything reported about servers, or about one, in order. */
  async serverStory(serverId?: ServerId): Promise<string[]> {
    return (await this.seen())
      .filter((e) => e.type.startsWith('server.') && 'serverId' in e && e.serverId === (serverId ?? e.serverId))
      .map((e) => e.type.replace('server.', ''));
  }

  /** The types of everything reported about one socket, in order, without counts. */
  storyOf(socketId: SocketId): string[] {
    return this.events
      .filter((e) => 'socketId' in e && e.socketId === socketId && e.type.startsWith('socket.'))
      .map((e) => e.type.replace('socket.', ''));
  }

  async socket(socketId: SocketId): Promise<Socket> {
    const found = (await this.call('lab.snapshot', {})).sockets.find((s) => s.socketId === socketId);
    if (!found) throw new Error(`there is no socket ${socketId}`);
    return found;
  }
  async server(serverId: ServerId): Promise<Server> {
    const found = (await this.call('lab.snapshot', {})).servers.find((s) => s.serverId === serverId);
    if (!found) throw new Error(`there is no server ${serverId}`);
    return found;
  }

  /** Waits until a socket's record is as wanted. */
  socketWhen(socketId: SocketId, want: (socket: Socket) => boolean): Promise<Socket> {
    let last: Socket | undefined;
    return until(
      async () => {
        last = await this.socket(socketId);
        return want(last) && last;
      },
      () => `a change of ${JSON.stringify(last)}`,
    );
  }

  /** The received bytes of a socket that are kept, as one buffer. */
  async received(socketId: SocketId): Promise<Buffer> {
    const { chunks } = await this.call('capture.read', { socketId, from: 0, limit: 10_000, maxBytes: 1e9 });
    return Buffer.concat(chunks.filter((c) => c.direction === 'received').map((c) => Buffer.from(c.data, 'base64')));
  }
}
