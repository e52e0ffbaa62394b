// Dialling: checks what Node would get wrong, makes a net.Socket, attaches listeners, then connects. In this order,
// because `net.connect()` loses the events of its first moment (net-behaviours, section 0.1).
import net from 'node:net';
import type { SocketOptions, Target } from '../../../shared/contract/dial-options.ts';
import { type IdleAction, idleActions } from '../../../shared/contract/fields.ts';
import { buildBlockList, isBlocked } from '../block-list.ts';
import { refusalOf } from '../failures.ts';
import {
  checkHost,
  checkLocalAddress,
  checkLocalPort,
  checkOneOf,
  checkPath,
  checkTimeout,
  checkWhole,
  nodeError,
  plainZero,
} from '../node-rules.ts';
import { blockedAddress, checkHostsTable, checkLookupOptions, lookupWith } from './lookup.ts';

const LARGEST_READ_BUFFER = 64 * 1024 * 1024;
const connectKeys = [
  'port',
  'host',
  'path',
  'localAddress',
  'localPort',
  'family',
  'hints',
  'autoSelectFamily',
  'autoSelectFamilyAttemptTimeout',
] as const satisfies readonly (keyof Target)[];
const socketKeys = ['allowHalfOpen', 'noDelay', 'keepAlive', 'keepAliveInitialDelay', 'highWaterMark'] as const;

/** Everything checked and ready to make sockets from. */
export interface DialPlan {
  /** A fresh net.Socket. `onChunk` is called for each read in `onread` mode, where there is no `'data'`. */
  makeSocket(onChunk: (chunk: Buffer) => void): net.Socket;
  /** Starts connecting; throws what Node throws for values it refuses. */
  connect(socket: net.Socket): void;
  readonly usesOnread: boolean;
  readonly path: string | undefined;
  readonly host: string;
  readonly port: number | string | undefined;
  readonly localAddress: string | undefined;
  readonly timeoutMs: number;
  readonly onTimeout: IdleAction;
  readonly connectTimeoutMs: number;
  readonly autoReconnect: { readonly everyMs: number; readonly times: number } | undefined;
}

/** Checks a target and options as far as that can be done without making anything. Throws refusals. */
export function planDial(target: Target, options: SocketOptions): DialPlan {
  try {
    return plan(target, options);
  } catch (error) {
    throw refusalOf(error, {
      doing: 'connect',
      host: asText(target.host),
      port: target.port,
      path: asText(target.path),
    });
  }
}

function plan(target: Target, options: SocketOptions): DialPlan {
  checkPath(target.path);
  if (typeof target.path !== 'string') {
    checkHost(target.host);
    checkLocalAddress(target.localAddress);
    checkLocalPort(target.localPort);
  }
  const timeoutMs = options.timeoutMs === undefined ? 0 : checkTimeout(options.timeoutMs, 'timeoutMs');
  const onTimeout =
    options.onTimeout === undefined ? 'notify' : checkOneOf(options.onTimeout, idleActions, 'onTimeout');
  const connectTimeoutMs =
    options.connectTimeoutMs === undefined ? 0 : checkTimeout(options.connectTimeoutMs, 'connectTimeoutMs');
  const autoReconnect = options.autoReconnect === undefined ? undefined : checkReconnect(options.autoReconnect);
  const bufferSize = options.onread === undefined ? undefined : checkBufferSize(options.onread);
  const lookup = planLookup(target, options);
  const path = asText(target.path);
  const host = asText(target.host) || 'localhost';
  const connectOptions = { ...pick(target, connectKeys), ...(lookup.lookup && { lookup: lookup.lookup }) };
  const blockedHost = path === undefined && net.isIP(host) > 0 && lookup.blocked(host) ? host : undefined;
  return {
    makeSocket: (onChunk) => new net.Socket(socketOptions(options, bufferSize, onChunk)),
    connect: (socket) => {
      if (blockedHost === undefined) socket.connect(connectOptions as net.TcpNetConnectOpts);
      else process.nextTick(() => socket.destroy(blockedAddress(blockedHost)));
    },
    usesOnread: bufferSize !== undefined,
    path,
    host,
    port: path === undefined ? target.port : undefined,
    localAddress: asText(target.localAddress),
    timeoutMs,
    onTimeout,
    connectTimeoutMs,
    autoReconnect,
  };
}

function planLookup(target: Target, options: SocketOptions) {
  const table = target.hostsTable === undefined ? [] : checkHostsTable(target.hostsTable);
  const list = options.blockList === undefined ? undefined : buildBlockList(options.blockList);
  const blocked = (address: string) => list !== undefined && isBlocked(list, address);
  if (target.hostsTable === undefined && !list) return { lookup: undefined, blocked };
  if (!net.isIP(asText(target.host) ?? '')) checkLookupOptions(target.family, target.hints);
  return { lookup: lookupWith(table, blocked), blocked };
}

function socketOptions(options: SocketOptions, bufferSize: number | undefined, onChunk: (chunk: Buffer) => void) {
  const given: net.SocketConstructorOpts & { onread?: net.OnReadOpts } = pick(options, socketKeys);
  if (bufferSize !== undefined) {
    given.onread = {
      buffer: Buffer.alloc(bufferSize),
      callback: (size, buffer) => {
        onChunk(Buffer.from(buffer.subarray(0, size))); // a copy: the next read overwrites the buffer
        return true;
      },
    };
  }
  return given;
}

function checkBufferSize(onread: unknown): number {
  if (typeof onread !== 'object' || onread === null) {
    throw nodeError('ERR_INVALID_ARG_TYPE', 'The "options.onread" property must be an object with a bufferSize.');
  }
  return checkWhole((onread as { bufferSize?: unknown }).bufferSize, 'onread.bufferSize', 1, LARGEST_READ_BUFFER);
}

function checkReconnect(value: unknown) {
  if (typeof value !== 'object' || value === null) {
    throw nodeError('ERR_INVALID_ARG_TYPE', 'The "autoReconnect" property must be an object with everyMs and times.');
  }
  const { everyMs, times } = value as { everyMs?: unknown; times?: unknown };
  return {
    everyMs: checkTimeout(everyMs, 'autoReconnect.everyMs'),
    times: checkWhole(times, 'autoReconnect.times', 0),
  };
}

/** The keys that were given, with their values as they are (but -0): null stays null for Node to judge. */
function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  const picked = {} as Pick<T, K>;
  for (const key of keys) if (from[key] !== undefined) picked[key] = plainZero(from[key]);
  return picked;
}

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);
