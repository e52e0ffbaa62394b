// What `server.listen()` and `net.createServer()` take. Values are judged by Node (see `fields.ts`).
import * as v from 'valibot';
import {
  allowHalfOpen,
  blockList,
  highWaterMark,
  idleChoices,
  keepAlive,
  keepAliveInitialDelay,
  noDelay,
} from './common-options.ts';
import { type IdleAction, option, passedOn } from './fields.ts';

export const listen = v.strictObject({
  port: option<number | string | null>({
    title: 'Port',
    input: 'number',
    level: 'common',
    only: 'tcp',
    placeholder: '0 = any free port',
    help: 'The TCP port to listen on. 0 lets the system pick a free one.',
  }),
  host: option<string | null>({
    title: 'Address',
    input: 'text',
    level: 'common',
    only: 'tcp',
    placeholder: '127.0.0.1',
    help: 'The address to listen on. Left empty, Node listens on every address of this machine (:: or 0.0.0.0).',
  }),
  path: option<string>({
    title: 'Path',
    input: 'text',
    level: 'common',
    only: 'path',
    placeholder: '/tmp/echo.sock',
    help: 'The UNIX socket path or Windows pipe name. A name that starts with @ is an abstract socket (Linux).',
  }),
  fd: option<number>({
    title: 'Descriptor',
    input: 'number',
    level: 'common',
    only: 'fd',
    needs: 'fdListen',
    placeholder: '3',
    help: 'A descriptor this process inherited that is already bound or listening.',
  }),
  backlog: option<number>({
    title: 'Backlog',
    input: 'number',
    level: 'advanced',
    placeholder: '511',
    help: 'Asked length of the queue of connections not yet accepted. The system may lower it.',
  }),
  exclusive: option<boolean>({
    title: 'Exclusive',
    input: 'switch',
    level: 'advanced',
    help: 'Only matters in a cluster: do not share the handle between workers.',
  }),
  readableAll: option<boolean>({
    title: 'Readable by all users',
    input: 'switch',
    level: 'advanced',
    only: 'path',
    help: 'Makes the UNIX socket readable for every user of this machine.',
  }),
  writableAll: option<boolean>({
    title: 'Writable by all users',
    input: 'switch',
    level: 'advanced',
    only: 'path',
    help: 'Makes the UNIX socket writable for every user. Connecting needs the right to write.',
  }),
  ipv6Only: option<boolean>({
    title: 'IPv6 only',
    input: 'switch',
    level: 'advanced',
    only: 'tcp',
    help: 'Do not accept IPv4 on an IPv6 address (no dual stack).',
  }),
  reusePort: option<boolean>({
    title: 'Reuse port',
    input: 'switch',
    level: 'advanced',
    only: 'tcp',
    needs: 'reusePort',
    help: 'Several servers may listen on one port; the system spreads connections over them.',
  }),
  aborted: option<boolean>({
    title: 'Signal aborted beforehand',
    input: 'switch',
    level: 'advanced',
    help: 'As if the AbortSignal given to listen() had been aborted already: the server closes and never listens.',
  }),
});
export type Listen = v.InferOutput<typeof listen>;

export const serverOptions = v.strictObject({
  allowHalfOpen,
  pauseOnConnect: option<boolean>({
    title: 'Start with reading stopped',
    input: 'switch',
    level: 'common',
    help: 'Accepted connections are not read until somebody resumes them.',
  }),
  noDelay,
  keepAlive,
  keepAliveInitialDelay,
  highWaterMark,
  maxConnections: option<number>({
    title: 'Most connections',
    input: 'number',
    level: 'common',
    placeholder: 'no limit',
    help: 'More than this are accepted and dropped at once. 0 drops all.',
  }),
  blockList,
  idleTimeoutMs: option<number>({
    title: 'Idle timeout',
    input: 'number',
    unit: 'ms',
    level: 'common',
    placeholder: 'off',
    help: 'Time without a byte either way before Node raises “timeout”. 0 = off.',
  }),
  onIdle: option<IdleAction>({
    title: 'When idle',
    input: 'choice',
    choices: idleChoices,
    level: 'common',
    help: 'What happens then. Node itself only notifies.',
  }),
});
export type ServerOptions = v.InferOutput<typeof serverOptions>;

/** The documented EADDRINUSE recipe: try again after `everyMs`, `times` times after the first try. */
export const retry = v.strictObject({ everyMs: passedOn<number>(), times: passedOn<number>() });
