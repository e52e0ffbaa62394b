import type { ServerId } from '../../../shared/contract/fields.ts';
import type { Method } from '../../../shared/contract/methods.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import type { Mock } from '../../../shared/mocks/mock.ts';
import type { Caller, Core } from '../core.ts';
import { nodeRefusal, refusal, refusalOf } from '../failures.ts';
import { MockRunner } from '../mocks/mock-runner.ts';
import { revised } from '../mocks/revisions.ts';
import { checkTimeout } from '../node-rules.ts';
import { mostConnections, planSettings, setMaxConnections } from '../servers/listen-plan.ts';
import { type Listening, listenAgain, listenNew, type Retry } from '../servers/listening.ts';
import { pauseAccepting } from '../servers/pause-accepting.ts';
import { type ServerDefinition, ServerRow } from '../servers/server-row.ts';
import { closeServer, removeServer } from '../servers/stopping.ts';
import { applyServerFaults } from '../servers/turning-away.ts';

type ServerMethod = Extract<Method, `server.${string}`>;

const DEFAULT_PAUSE_MS = 1_000;

/** Servers: defining, listening, changing, closing. */
export function serverHandlers(core: Core): Pick<Handlers<Caller>, ServerMethod> {
  const rowOf = (serverId: ServerId): ServerRow => {
    const row = core.servers.get(serverId);
    if (!row || row.hidden) throw refusal('UNKNOWN_SERVER');
    return row;
  };
  return {
    'server.create': ({ serverId, ...definition }) => {
      const row = new ServerRow(core, definition, serverId);
      row.register();
      return { serverId: row.serverId };
    },
    'server.listen': (params): Promise<Listening> => {
      const retry = params.retry as Retry | undefined;
      if ('serverId' in params) return listenAgain(rowOf(params.serverId), retry);
      const { retry: _, ...definition } = params;
      return listenNew(core, definition, retry);
    },
    'server.close': ({ serverId, sockets }) => {
      closeServer(rowOf(serverId), sockets);
      return {};
    },
    'server.update': async ({ serverId, ...changes }) => {
      const row = rowOf(serverId);
      update(row, changes);
      if (changes.mock !== undefined) await applyServerFaults(row);
      return {};
    },
    'server.pauseAccepting': async ({ serverId, ms }) => {
      const row = rowOf(serverId);
      const pauseMs = pauseTime(ms);
      if (row.state !== 'listening') throw notRunning();
      if (!core.about.capabilities.pauseAccepting) throw refusal('NOT_SUPPORTED', core.about.reasons.pauseAccepting);
      await pauseAccepting(row, pauseMs);
      return {};
    },
    'server.address': ({ serverId }) => ({ address: rowOf(serverId).address }),
    'server.getConnections': ({ serverId }) => connectionsOf(rowOf(serverId)),
    'server.ref': ({ serverId }) => {
      const row = rowOf(serverId);
      row.referenced = true;
      row.net.ref();
      return {};
    },
    'server.unref': ({ serverId }) => {
      const row = rowOf(serverId);
      row.referenced = false;
      row.net.unref();
      return {};
    },
    'server.abort': ({ serverId }) => {
      closeServer(rowOf(serverId), 'keep');
      return {};
    },
    'server.remove': async ({ serverId }) => {
      await removeServer(rowOf(serverId));
      return {};
    },
  };
}

type Changes = { readonly [K in keyof ServerDefinition]?: ServerDefinition[K] | undefined } & {
  maxConnections?: number | undefined;
  blockList?: unknown;
  idleTimeoutMs?: number | undefined;
  onIdle?: string | undefined;
};

/** Live changes. Everything is checked before anything changes. */
function update(row: ServerRow, changes: Changes): void {
  const { name, mock, listen, maxConnections, blockList, idleTimeoutMs, onIdle } = changes;
  if ((listen || changes.options) && (row.running || row.state === 'closing')) {
    throw nodeRefusal(
      'ERR_SERVER_ALREADY_LISTEN',
      'Listen method has been called more than once without closing.',
      undefined,
      'The address and the options given at creation change only while the server is stopped.',
    );
  }
  const live = Object.entries({ maxConnections, blockList, idleTimeoutMs, onIdle }).filter(
    ([, value]) => value !== undefined,
  );
  const options = { ...(changes.options ?? row.options), ...Object.fromEntries(live) };
  const settings = planSettings(options);
  const most = mostConnections(options);
  const before = { options: row.options, listen: row.listen };
  row.options = options;
  row.listen = listen ?? row.listen;
  if (changes.options) {
    try {
      row.renew(); // Node judges the options it takes at creation
    } catch (error) {
      Object.assign(row, before);
      throw error;
    }
  }
  row.name = name ?? row.name;
  if (mock !== undefined) editMock(row, mock);
  setMaxConnections(row.net, most);
  applyIdle(row, settings);
  row.updated();
}

/** A new mock is for new messages at once, on the connections that are there too. */
function editMock(row: ServerRow, mock: Mock | null): void {
  row.revisions = revised(row.revisions, row.mock, mock);
  row.mock = mock;
  for (const { life } of row.sockets) if (life.handler instanceof MockRunner) life.handler.edited();
}

/** A changed idle timeout reaches the sockets that are there, unless theirs was set on themselves. */
function applyIdle(row: ServerRow, settings: ServerRow['settings']): void {
  const { idleTimeoutMs, onIdle } = settings;
  const changed = idleTimeoutMs !== row.settings.idleTimeoutMs || onIdle !== row.settings.onIdle;
  row.settings = settings;
  if (!changed) return;
  for (const socket of row.sockets) {
    if (socket.ownTimeout || socket.life.socket.destroyed) continue;
    socket.timeoutMs = idleTimeoutMs;
    socket.onTimeout = onIdle;
    socket.life.socket.setTimeout(idleTimeoutMs);
    socket.updated();
  }
}

function pauseTime(ms: unknown): number {
  try {
    return ms === undefined ? DEFAULT_PAUSE_MS : checkTimeout(ms, 'ms');
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Node counts until a socket's handle is closed; asked of Node, not of our own list. */
function connectionsOf(row: ServerRow): Promise<{ count: number }> {
  return new Promise((resolve, reject) => {
    row.net.getConnections((error, count) => (error ? reject(refusalOf(error)) : resolve({ count })));
  });
}

const notRunning = () => nodeRefusal('ERR_SERVER_NOT_RUNNING', 'Server is not running.');
