import { reachable } from '../../shared/compose/terminal-command.ts';
import type { ServerId } from '../../shared/contract/fields.ts';
import type { Params } from '../../shared/contract/methods.ts';
import type { Server, Socket } from '../../shared/contract/records.ts';
import type { BehaviourSettings } from '../../shared/mocks/mock.ts';
import { noteServerFailure, notify, select } from '../state/view-store.ts';
import type { Caller } from './caller.ts';

/** What can be done to a server, and with one. */
export class ServerActions {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Starts a server. A refusal of the system is a fact of its own (`server.error`), too. */
  start(serverId: ServerId): Promise<void> {
    return this.#caller.forServer(serverId, () => this.#caller.call('server.listen', { serverId }));
  }
  stop(serverId: ServerId): Promise<void> {
    return this.#caller.forServer(serverId, () => this.#caller.call('server.close', { serverId }));
  }
  async remove(serverId: ServerId): Promise<void> {
    await this.#caller.forWindow(() => this.#caller.call('server.remove', { serverId }));
    noteServerFailure(serverId, undefined);
  }

  /** Changes a stopped server and starts it. Rejects with the refusal, for the form to show. */
  async changeAndListen(serverId: ServerId, definition: Params<'server.create'>): Promise<void> {
    const { name, listen, options, mock } = definition;
    await this.#caller.call('server.update', { serverId, name, listen, options, mock });
    await this.#caller.call('server.listen', { serverId });
  }

  /** Gives a stopped server another port and starts it. */
  moveAndListen({ serverId, listen }: Server, change: { readonly port: number }): Promise<void> {
    return this.#caller.forServer(serverId, async () => {
      await this.#caller.call('server.update', { serverId, listen: { ...listen, ...change } });
      await this.#caller.call('server.listen', { serverId });
    });
  }

  /** Removes a leftover socket file and starts the server there. */
  removeStaleAndListen(serverId: ServerId, path: string): Promise<void> {
    return this.#caller.forServer(serverId, async () => {
      await this.#caller.call('path.removeStale', { path });
      await this.#caller.call('server.listen', { serverId });
    });
  }

  /** A server of a behaviour on any free port of this machine. */
  async startWith(name: string, otherwise: BehaviourSettings): Promise<void> {
    const definition = { name, listen: { host: '127.0.0.1', port: 0 }, mock: { otherwise } };
    await this.#caller.forWindow(() => this.#caller.call('server.listen', definition));
  }

  /** Listens where a client found nobody, so that it can try again. */
  async startFor({ host, port, path }: NonNullable<Socket['target']>): Promise<void> {
    const listen = path === undefined ? { host: host || 'localhost', port: port ?? 0 } : { path };
    const started = await this.#caller.forWindow(() =>
      this.#caller.call('server.listen', { listen, mock: { otherwise: { kind: 'echo' } } }),
    );
    if (started)
      notify('info', 'A server is listening there now.', 'It echoes what it gets. Try again to connect to it.');
  }

  /** Dials one of our own servers. */
  async connectTo({ address, listen }: Server): Promise<void> {
    if (address === null) return;
    const target =
      typeof address === 'string'
        ? { path: listen.path ?? address }
        : { host: reachable(address.address), port: address.port };
    const dialled = await this.#caller.forWindow(() => this.#caller.call('socket.connect', { target }));
    if (dialled) select(dialled.socketId, 'client');
  }

  /** Removes a leftover socket file. */
  async removeStale(path: string): Promise<void> {
    const removed = await this.#caller.forWindow(() => this.#caller.call('path.removeStale', { path }));
    if (removed) notify('info', 'The leftover socket file is gone.', path);
  }
}
