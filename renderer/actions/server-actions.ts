import { reachable } from '../../shared/compose/terminal-command.ts';
import type { ServerId } from '../../shared/contract/fields.ts';
import type { Listen } from '../../shared/contract/listen-options.ts';
import type { Params, Result } from '../../shared/contract/methods.ts';
import type { Server, Socket } from '../../shared/contract/records.ts';
import type { BehaviourSettings } from '../../shared/mocks/mock.ts';
import { useLab } from '../state/lab-store.ts';
import { notify } from '../state/notices.ts';
import { edit, noteMade, offerUndo } from '../state/undo.ts';
import { noteServerFailure } from '../state/view-store.ts';
import type { Caller } from './caller.ts';
import type { ClientActions } from './client-actions.ts';
import { allowExposure, askDisconnect, askExposure, askStop } from './confirm.ts';

type Definition = Params<'server.create'>;
type Update = Omit<Params<'server.update'>, 'serverId'>;

/** What can be done to a server, and with one. Edits can be undone; listening and closing are no edits. */
export class ServerActions {
  readonly #caller: Caller;
  readonly #clients: ClientActions;

  constructor(caller: Caller, clients: ClientActions) {
    this.#caller = caller;
    this.#clients = clients;
  }

  /** Starts a server. A refusal of the system is a fact of its own (`server.error`), too. */
  start(serverId: ServerId): Promise<void> {
    return this.#caller.forServer(serverId, async () => {
      const server = serverNow(serverId);
      const listen = server && (await askExposure(server.listen, serverId));
      if (server && listen !== server.listen) await this.change(server, { listen }, `Change “${server.name}”`);
      await this.#listen(serverId);
    });
  }
  /** Starts several, one after the other; each tells by itself what went wrong. */
  async startAll(serverIds: readonly ServerId[]): Promise<void> {
    for (const serverId of serverIds) await this.start(serverId);
  }

  async stop(serverId: ServerId): Promise<void> {
    const server = serverNow(serverId);
    if (server) await this.stopAll([server]);
  }
  async stopAll(servers: readonly Server[]): Promise<void> {
    const sockets = await askStop(servers);
    if (sockets === undefined) return;
    for (const { serverId } of servers) {
      await this.#caller.forServer(serverId, () => this.#caller.call('server.close', { serverId, sockets }));
    }
  }

  /** Defines a server and listens, as one edit. Rejects with the refusal, for a form to show. */
  async listenNew(definition: Definition): Promise<Result<'server.listen'>> {
    const listen = await askExposure(definition.listen);
    const listening = await this.#caller.call('server.listen', { ...definition, listen });
    const { serverId } = listening;
    allowExposure(serverId, listen);
    this.#noteNew(serverId, { ...definition, listen });
    return listening;
  }

  /** Defines a stopped server, as one edit. */
  async create(definition: Definition): Promise<void> {
    const { serverId } = await this.#caller.call('server.create', definition);
    this.#noteNew(serverId, definition);
  }
  #noteNew(serverId: ServerId, definition: Definition): void {
    const name = definition.name ?? serverNow(serverId)?.name ?? `server-${serverId}`;
    const takeBack = async () => {
      const server = serverNow(serverId);
      if (server && !(await askDisconnect('Undo', [server]))) throw new Error(`“${server.name}” was kept.`);
      await this.#caller.call('server.remove', { serverId });
    };
    noteMade(`New server “${name}”`, takeBack, async () => {
      await this.#caller.call('server.create', { ...definition, name, serverId });
      return takeBack;
    });
  }

  /** Takes a server out of the lab; answers whether it did. Undoing brings it back stopped, under its number. */
  async remove(serverId: ServerId): Promise<boolean> {
    const server = serverNow(serverId);
    if (!server || !(await askDisconnect('Delete', [server]))) return false;
    const definition = definitionOf(server);
    const title = `Delete server “${server.name}”`;
    const removed = await this.#caller.forWindow(async () => {
      await edit(title, async () => {
        await this.#caller.call('server.remove', { serverId });
        return () => this.#caller.call('server.create', { serverId, ...definition });
      });
      noteServerFailure(serverId, undefined);
      offerUndo(`Server “${server.name}” was deleted.`);
      return true;
    });
    return removed === true;
  }

  /** A stopped copy of a server. */
  async duplicate(server: Server): Promise<void> {
    await this.#caller.forWindow(() => this.create({ ...definitionOf(server), name: `${server.name} copy` }));
  }
  async rename(server: Server, name: string): Promise<void> {
    if (name === '' || name === server.name) return;
    await this.#caller.forWindow(() => this.change(server, { name }, `Rename “${server.name}”`));
  }

  /** Changes a server as one edit. Rejects with the refusal, for whoever asked to show. */
  async change(server: Server, change: Update, title: string): Promise<void> {
    const { serverId } = server;
    const before = beforeChange(server, change);
    await edit(title, async () => {
      await this.#caller.call('server.update', { serverId, ...change });
      return () => this.#caller.call('server.update', { serverId, ...before });
    });
  }

  /** Changes a stopped server and starts it. Rejects with the refusal, for the form to show. */
  async changeAndListen(serverId: ServerId, definition: Definition): Promise<void> {
    const server = serverNow(serverId);
    if (!server) return;
    const listen = await askExposure(definition.listen, serverId);
    const { name, options = {}, mock = null } = definition;
    await this.change(
      server,
      { ...(name !== undefined && { name }), listen, options, mock },
      `Change “${server.name}”`,
    );
    await this.#listen(serverId);
  }

  /** Gives a stopped server another address and starts it. */
  moveAndListen(server: Server, change: Partial<Listen>): Promise<void> {
    const { serverId, listen, name } = server;
    return this.#caller.forServer(serverId, async () => {
      await this.change(server, { listen: { ...listen, ...change } }, `Change the address of “${name}”`);
      await this.#listen(serverId);
    });
  }

  /** Removes a leftover socket file and starts the server there. */
  removeStaleAndListen(serverId: ServerId, path: string): Promise<void> {
    return this.#caller.forServer(serverId, async () => {
      await this.#caller.call('path.removeStale', { path });
      await this.#listen(serverId);
    });
  }
  /** Makes the missing folder of a path and starts the server there. */
  createFolderAndListen(serverId: ServerId, path: string): Promise<void> {
    return this.#caller.forServer(serverId, async () => {
      await this.#caller.call('path.createFolder', { path });
      await this.#listen(serverId);
    });
  }

  /** Lets a server take more connections at once than now. */
  async raiseLimit(server: Server): Promise<void> {
    const most = Math.max(1, Number(server.options.maxConnections ?? 0)) * 2;
    await this.#caller.forWindow(async () => {
      await this.change(server, { maxConnections: most }, `Raise the limit of “${server.name}”`);
      notify('info', `“${server.name}” takes ${most} connections now.`);
    });
  }

  /** A server of a behaviour on any free port of this machine. */
  async startWith(name: string, otherwise: BehaviourSettings): Promise<void> {
    const definition = { name, listen: { host: '127.0.0.1', port: 0 }, mock: { otherwise } };
    await this.#caller.forWindow(() => this.listenNew(definition));
  }

  /** Listens where a client found nobody, so that it can try again. */
  async startFor({ host, port, path }: NonNullable<Socket['target']>): Promise<void> {
    const listen = path === undefined ? { host: host || 'localhost', port: port ?? 0 } : { path };
    const started = await this.#caller.forWindow(() =>
      this.listenNew({ name: 'Echo', listen, mock: { otherwise: { kind: 'echo' } } }),
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
    await this.#clients.dialTo(target);
  }

  /** Removes a leftover socket file. */
  async removeStale(path: string): Promise<void> {
    const removed = await this.#caller.forWindow(() => this.#caller.call('path.removeStale', { path }));
    if (removed) notify('info', 'The leftover socket file is gone.', path);
  }

  async #listen(serverId: ServerId): Promise<void> {
    await this.#caller.call('server.listen', { serverId });
    const server = serverNow(serverId);
    if (server) allowExposure(serverId, server.listen);
  }
}

const serverNow = (serverId: ServerId) => useLab.getState().lab.servers.get(serverId);

/** What a server is defined by, without what it is doing. */
export function definitionOf({ name, listen, options, mock }: Server): Definition {
  return { name, listen, options, mock };
}

/** What to give `server.update` to have things as they were before a change. */
function beforeChange(server: Server, change: Update): Update {
  const before: Record<string, unknown> = {};
  for (const key of Object.keys(change)) {
    if (key === 'name' || key === 'listen' || key === 'options' || key === 'mock') before[key] = server[key];
    // These live in the options; null is how a running server is told “as if it had never been given”.
    else before[key] = (server.options as Record<string, unknown>)[key] ?? null;
  }
  return before as Update;
}
