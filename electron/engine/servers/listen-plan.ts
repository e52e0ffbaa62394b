// What `server.listen()` is called with: our options object, checked where a version of Node would go quietly wrong.
import net from 'node:net';
import { idleActions } from '../../../shared/contract/fields.ts';
import type { Listen, ServerOptions } from '../../../shared/contract/listen-options.ts';
import { buildBlockList } from '../block-list.ts';
import type { Core } from '../core.ts';
import { nodeRefusal, refusalOf } from '../failures.ts';
import { asNumber, checkHost, checkOneOf, checkPath, checkTimeout, nodeError } from '../node-rules.ts';
import { zeroMaxConnectionsDropsAll } from '../platform.ts';

/** Node's own default (net documentation, "server.listen()"). */
const DEFAULT_BACKLOG = 511;

/** Whether the port decides: it wins over a path, and null means any port (net documentation, "server.listen(options)"). */
export const listensOnPort = ({ port }: Listen) =>
  typeof port === 'number' || typeof port === 'string' || port === null;
/** Whether a descriptor decides, which wins over both; a negative one counts for nothing, as in Node. */
export const listensOnDescriptor = ({ fd }: Listen): boolean => typeof fd === 'number' && fd >= 0;
/** The path that will be listened on, if it is one. */
export const pathOf = (listen: Listen) =>
  typeof listen.path === 'string' && !listensOnDescriptor(listen) && !listensOnPort(listen) ? listen.path : undefined;

/** The options object for `server.listen()`. Throws refusals for what Node must not be asked. */
export function planListen(core: Core, listen: Listen): net.ListenOptions & { fd?: number } {
  if (listen.aborted)
    throw nodeRefusal('ABORT_ERR', 'The operation was aborted', undefined, 'The signal was aborted beforehand.');
  const { aborted: _, ...given } = listen;
  // A key without a value is no key, whatever transport it came over: Node takes `port: undefined` for any port.
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Listen;
  if (listensOnDescriptor(options)) core.descriptors.check(options.fd);
  else if (!listensOnPort(listen)) checkPath(options.path);
  checkHost(options.host);
  if (options.backlog !== undefined && options.backlog !== null) options.backlog = asNumber(options.backlog, 'backlog');
  if (options.reusePort === true && !core.about.capabilities.reusePort) {
    throw nodeError('ENOTSUP', core.about.reasons.reusePort ?? 'operation not supported', Error);
  }
  // Node 20 ignores `ipv6Only` without a host; naming the host that is meant gives the newest rule everywhere (B34).
  if (options.ipv6Only === true && !options.host && listensOnPort(listen)) options.host = '::';
  return options as net.ListenOptions & { fd?: number };
}

/** Checked server options, apart from those `net.createServer()` judges itself. */
export interface ServerSettings {
  readonly blockList: net.BlockList | undefined;
  readonly idleTimeoutMs: number;
  readonly onIdle: (typeof idleActions)[number];
}

export function planSettings(options: ServerOptions): ServerSettings {
  try {
    return {
      blockList: options.blockList === undefined ? undefined : buildBlockList(options.blockList),
      idleTimeoutMs: options.idleTimeoutMs === undefined ? 0 : checkTimeout(options.idleTimeoutMs, 'idleTimeoutMs'),
      onIdle: options.onIdle === undefined ? 'notify' : checkOneOf(options.onIdle, idleActions, 'onIdle'),
    };
  } catch (error) {
    throw refusalOf(error);
  }
}

const creationKeys = [
  'allowHalfOpen',
  'pauseOnConnect',
  'noDelay',
  'keepAlive',
  'keepAliveInitialDelay',
  'highWaterMark',
] as const;

/** `net.createServer(options)`; throws refusals for values Node refuses. The block list is ours on every version. */
export function makeServer(options: ServerOptions): net.Server {
  const given: Record<string, unknown> = {};
  for (const key of creationKeys) if (options[key] !== undefined) given[key] = options[key];
  try {
    const server = net.createServer(given);
    setMaxConnections(server, mostConnections(options));
    return server;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The number Node compares with; undefined = no limit. Throws a refusal for what cannot be compared. */
export function mostConnections({ maxConnections: value }: ServerOptions): number | undefined {
  if (value === undefined || value === null) return undefined;
  try {
    return asNumber(value, 'maxConnections');
  } catch (error) {
    throw refusalOf(error);
  }
}

/** `server.maxConnections`, with 0 meaning “drop all” on every version (net-behaviours B35). */
export function setMaxConnections(server: net.Server, most: number | undefined): void {
  const dropsAll = most !== undefined && most <= 0;
  server.maxConnections = (dropsAll && !zeroMaxConnectionsDropsAll ? -1 : most) as number;
}

/** The length of the queue that Node asks for: 511 where none, 0 or no number is given (net-behaviours B30). */
export const askedBacklog = ({ backlog }: Listen): number => Number(backlog ?? 0) || DEFAULT_BACKLOG;
