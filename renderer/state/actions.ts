// Everything a person can do, in one place: each calls the contract and puts a refusal where it belongs.

import { reachable } from '../../shared/compose/terminal-command.ts';
import { CallRefused, type Failure } from '../../shared/contract/failures.ts';
import type { ServerId, SocketId } from '../../shared/contract/fields.ts';
import type { Method, Params, Result } from '../../shared/contract/methods.ts';
import type { Server, Socket } from '../../shared/contract/records.ts';
import type { BehaviourSettings } from '../../shared/mocks/mock.ts';
import { setDraft } from './drafts.ts';
import { connectionNow, useLab } from './lab-store.ts';
import type { LabSession } from './session.ts';
import { noteFailure, noteServerFailure, notify, select } from './view-store.ts';

/** The failure behind whatever a call rejected with. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof CallRefused) return error.failure;
  return { code: 'PAGE_ERROR', message: error instanceof Error ? error.message : String(error) };
}

type SocketAct = Extract<
  Method,
  | 'socket.end'
  | 'socket.pause'
  | 'socket.resume'
  | 'socket.destroy'
  | 'socket.destroySoon'
  | 'socket.resetAndDestroy'
  | 'socket.cancel'
  | 'socket.cork'
  | 'socket.uncork'
  | 'socket.remove'
>;

export class Actions {
  readonly #session: LabSession;

  constructor(session: LabSession) {
    this.#session = session;
  }

  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return (this.#session.client.call as (method: M, params: Params<M>) => Promise<Result<M>>)(method, params);
  }

  /** Does something to one socket; a refusal is shown with that socket. */
  async toSocket(socketId: SocketId, method: SocketAct): Promise<void> {
    await this.#forSocket(socketId, () => this.call(method, { socketId }));
  }

  /** Sends bytes from one end. Answers whether they were taken. */
  async send(socketId: SocketId, data: string, thenEnd: boolean): Promise<boolean> {
    const done = await this.#forSocket(socketId, async () => {
      if (thenEnd) await this.call('socket.end', { socketId, data, encoding: 'base64' });
      else await this.call('socket.write', { socketId, data, encoding: 'base64' });
      return true;
    });
    return done === true;
  }

  async setTimeout(
    socketId: SocketId,
    timeoutMs: number,
    onTimeout: 'notify' | 'end' | 'destroy' | 'reset',
  ): Promise<Failure | undefined> {
    try {
      await this.call('socket.setTimeout', { socketId, timeoutMs, onTimeout });
      return undefined;
    } catch (error) {
      return failureFrom(error);
    }
  }

  /** Dials a row again. */
  async dialAgain(socketId: SocketId): Promise<void> {
    await this.#forSocket(socketId, () => this.call('socket.connect', { socketId }));
  }

  /** Dials one of our own servers. */
  async connectTo({ address, listen }: Server): Promise<void> {
    if (address === null) return;
    const target =
      typeof address === 'string'
        ? { path: listen.path ?? address }
        : { host: reachable(address.address), port: address.port };
    try {
      const { socketId } = await this.call('socket.connect', { target });
      select(socketId, 'client');
    } catch (error) {
      this.#say(error);
    }
  }

  /** Dials a row that was never dialled, or the same target anew in a row of its own. */
  async dialOnceMore(socketId: SocketId): Promise<void> {
    const socket = useLab.getState().lab.sockets.get(socketId);
    if (!socket?.target) return;
    if (socket.state === 'created') {
      await this.dialAgain(socketId);
      return;
    }
    try {
      const { name, target, options } = socket;
      const dialled = await this.call('socket.connect', { ...(name !== undefined && { name }), target, options });
      select(dialled.socketId, 'client');
    } catch (error) {
      this.#say(error);
    }
  }

  async startServer(serverId: ServerId): Promise<void> {
    // A refusal of the system is a fact of its own (`server.error`) and shown from there.
    noteServerFailure(serverId, undefined);
    await this.call('server.listen', { serverId }).catch((error: unknown) =>
      noteServerFailure(serverId, failureFrom(error)),
    );
  }
  /** Listens where a client found nobody, so that it can try again. */
  async startServerFor({ host, port, path }: NonNullable<Socket['target']>): Promise<void> {
    const listen = path === undefined ? { host: host || 'localhost', port: port ?? 0 } : { path };
    try {
      await this.call('server.listen', { listen, mock: { otherwise: { kind: 'echo' } } });
      notify('info', 'A server is listening there now.', 'It echoes what it gets. Try again to connect to it.');
    } catch (error) {
      this.#say(error);
    }
  }

  /** Removes a leftover socket file. */
  async removeStale(path: string): Promise<void> {
    try {
      await this.call('path.removeStale', { path });
      notify('info', 'The leftover socket file is gone.', path);
    } catch (error) {
      this.#say(error);
    }
  }

  async stopServer(serverId: ServerId): Promise<void> {
    noteServerFailure(serverId, undefined);
    await this.call('server.close', { serverId }).catch((error: unknown) =>
      noteServerFailure(serverId, failureFrom(error)),
    );
  }
  async removeServer(serverId: ServerId): Promise<void> {
    await this.call('server.remove', { serverId }).catch((error: unknown) => this.#say(error));
    noteServerFailure(serverId, undefined);
  }

  /** Changes a stopped server and starts it. Rejects with the refusal, for the form to show. */
  async changeAndListen(serverId: ServerId, { name, listen, options, mock }: Params<'server.create'>): Promise<void> {
    await this.call('server.update', { serverId, name, listen, options, mock });
    await this.call('server.listen', { serverId });
  }

  /** Gives a stopped server another port and starts it. */
  async moveAndListen(server: Server, change: { readonly port: number }): Promise<void> {
    const { serverId } = server;
    noteServerFailure(serverId, undefined);
    try {
      await this.call('server.update', { serverId, listen: { ...server.listen, ...change } });
      await this.call('server.listen', { serverId });
    } catch (error) {
      noteServerFailure(serverId, failureFrom(error));
    }
  }

  /** Removes a leftover socket file and starts the server there. */
  async removeStaleAndListen(serverId: ServerId, path: string): Promise<void> {
    try {
      await this.call('path.removeStale', { path });
    } catch (error) {
      noteServerFailure(serverId, failureFrom(error));
      return;
    }
    await this.startServer(serverId);
  }

  /**
   * The one-click playground of the Start screen: an echo server that keeps its side open, and a client talking to it.
   * The port is 7007, or the next free one.
   */
  async echoPlayground(): Promise<void> {
    try {
      const { port } = await this.#listenFrom(7007);
      const { socketId } = await this.call('socket.connect', {
        name: 'Echo client',
        target: { host: '127.0.0.1', port },
        options: { allowHalfOpen: true },
      });
      setDraft(socketId, { text: 'hello', ending: 'lf', fresh: true });
      select(socketId, 'client');
    } catch (error) {
      this.#say(error);
    }
  }

  /** A server of a behaviour on any free port of this machine. */
  async startServerWith(name: string, otherwise: BehaviourSettings): Promise<void> {
    try {
      await this.call('server.listen', { name, listen: { host: '127.0.0.1', port: 0 }, mock: { otherwise } });
    } catch (error) {
      this.#say(error);
    }
  }

  async #listenFrom(first: number): Promise<{ port: number }> {
    const definition = {
      name: 'Echo',
      options: { allowHalfOpen: true },
      mock: { otherwise: { kind: 'echo' as const } },
    };
    for (const port of [first, first + 1, first + 2, first + 3, 0]) {
      try {
        const { address } = await this.call('server.listen', { ...definition, listen: { host: '127.0.0.1', port } });
        return { port: (address as { port: number }).port };
      } catch (error) {
        if (failureFrom(error).code !== 'EADDRINUSE') throw error;
      }
    }
    throw new Error('No free port was found.');
  }

  async #forSocket<T>(socketId: SocketId, work: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work();
      noteFailure(socketId, undefined);
      return result;
    } catch (error) {
      const failure = failureFrom(error);
      // A row that is gone cannot show anything; the window can.
      if (useLab.getState().lab.sockets.has(socketId)) noteFailure(socketId, failure);
      else notify('problem', failure.message, failure.why);
      return undefined;
    }
  }

  #say(error: unknown): void {
    const failure = failureFrom(error);
    notify('problem', failure.message, failure.why ?? failure.nodeMessage);
  }
}

/** The end of a connection that a person speaks as. */
export function endOf(connectionId: SocketId | undefined, end: 'client' | 'server'): SocketId | undefined {
  const connection = connectionId === undefined ? undefined : connectionNow(connectionId);
  return (
    connection &&
    (end === 'server' ? (connection.server ?? connection.client) : (connection.client ?? connection.server))
  );
}
