// What `new net.Socket()` and `socket.connect()` take. Values are judged by Node (see `fields.ts`).
import * as v from 'valibot';
import {
  allowHalfOpen,
  blockList,
  type HostEntry,
  highWaterMark,
  idleChoices,
  keepAlive,
  keepAliveInitialDelay,
  noDelay,
} from './common-options.ts';
import { type IdleAction, option } from './fields.ts';

export const target = v.strictObject({
  port: option<number | string>({
    title: 'Port',
    input: 'number',
    level: 'common',
    only: 'tcp',
    placeholder: '7007',
    help: 'The TCP port to connect to.',
  }),
  host: option<string>({
    title: 'Host',
    input: 'text',
    level: 'common',
    only: 'tcp',
    placeholder: 'localhost',
    help: 'Name or address to connect to. Empty means localhost.',
  }),
  path: option<string>({
    title: 'Path',
    input: 'text',
    level: 'common',
    only: 'path',
    placeholder: '/tmp/echo.sock',
    help: 'The UNIX socket path or Windows pipe name. A name that starts with @ is an abstract socket (Linux).',
  }),
  localAddress: option<string>({
    title: 'Local address',
    input: 'text',
    level: 'advanced',
    only: 'tcp',
    help: 'The address of this machine to connect from.',
  }),
  localPort: option<number>({
    title: 'Local port',
    input: 'number',
    level: 'advanced',
    only: 'tcp',
    help: 'The port of this machine to connect from.',
  }),
  family: option<number>({
    title: 'IP family',
    input: 'choice',
    level: 'advanced',
    only: 'tcp',
    choices: [
      { value: 4, title: 'IPv4' },
      { value: 6, title: 'IPv6' },
    ],
    help: 'Which addresses of the name to use.',
  }),
  hints: option<number>({
    title: 'Look-up hints',
    input: 'hints',
    level: 'advanced',
    only: 'tcp',
    help: 'Flags for dns.lookup(): ADDRCONFIG, V4MAPPED, ALL.',
  }),
  autoSelectFamily: option<boolean>({
    title: 'Try both families',
    input: 'choice',
    choices: [
      { value: true, title: 'On' },
      { value: false, title: 'Off' },
    ],
    level: 'advanced',
    only: 'tcp',
    help: 'autoSelectFamily (Happy Eyeballs, RFC 8305 section 5): tries the addresses of a name one after the other.',
  }),
  autoSelectFamilyAttemptTimeout: option<number>({
    title: 'Time per attempt',
    input: 'number',
    unit: 'ms',
    level: 'advanced',
    only: 'tcp',
    placeholder: '250',
    help: 'How long one address may take before the next is tried. At least 10.',
  }),
  hostsTable: option<readonly HostEntry[]>({
    title: 'Hosts table',
    input: 'hosts',
    level: 'advanced',
    only: 'tcp',
    help: 'Your own name look-up: these names stand for these addresses. Other names use DNS.',
  }),
});
export type Target = v.InferOutput<typeof target>;

export const socketOptions = v.strictObject({
  allowHalfOpen,
  noDelay,
  keepAlive,
  keepAliveInitialDelay,
  highWaterMark,
  timeoutMs: option<number>({
    title: 'Idle timeout',
    input: 'number',
    unit: 'ms',
    level: 'common',
    placeholder: 'off',
    help: 'Time without a byte either way before Node raises “timeout”. It runs while connecting too. 0 = off.',
  }),
  onTimeout: option<IdleAction>({
    title: 'When idle',
    input: 'choice',
    choices: idleChoices,
    level: 'common',
    help: 'What happens then. Node itself only notifies.',
  }),
  connectTimeoutMs: option<number>({
    title: 'Connect timeout',
    input: 'number',
    unit: 'ms',
    level: 'common',
    placeholder: 'off',
    help: 'Give up when there is no connection after this time. 0 = the system decides.',
  }),
  onread: option<{ bufferSize: number }>({
    title: 'Static read buffer',
    input: 'buffer',
    level: 'advanced',
    help: 'onread: read into one buffer of this size instead of a new one per chunk.',
  }),
  blockList,
  autoReconnect: option<{ everyMs: number; times: number }>({
    title: 'Reconnect by itself',
    input: 'reconnect',
    level: 'advanced',
    help: 'After every close that was not made here: wait, dial again, at most so many times in a row.',
  }),
});
export type SocketOptions = v.InferOutput<typeof socketOptions>;
