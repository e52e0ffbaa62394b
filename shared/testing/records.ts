// Records as the engine reports them, for tests of what is derived from them.
import type { ServerId, SocketId } from '../contract/fields.ts';
import type { KernelRow } from '../contract/kernel.ts';
import type { Server, Socket } from '../contract/records.ts';

export const address = (host: string, port: number) => ({
  address: host,
  port,
  family: host.includes(':') ? 'IPv6' : 'IPv4',
});

/** An open TCP socket that has moved nothing, with what is given changed. */
export function testSocket(socketId: number, { counts, ...more }: Partial<Socket> = {}): Socket {
  return {
    socketId: socketId as SocketId,
    life: 1,
    origin: 'dialled',
    kind: 'tcp4',
    state: 'open',
    readyState: 'open',
    local: address('127.0.0.1', 50_000 + socketId),
    remote: address('127.0.0.1', 7007),
    options: {},
    counts: counts ?? { bytesRead: 0, bytesWritten: 0, queued: 0, chunksReceived: 0, chunksSent: 0 },
    paused: false,
    needDrain: false,
    corked: false,
    timeoutMs: 0,
    onTimeout: 'notify',
    idleSince: 0,
    openedAt: 0,
    connectedAt: 0,
    ...more,
  };
}

/** A listening TCP server, with what is given changed. */
export function testServer(serverId: number, more: Partial<Server> = {}): Server {
  return {
    serverId: serverId as ServerId,
    name: 'Echo',
    state: 'listening',
    kind: 'tcp4',
    listen: { port: 7007, host: '127.0.0.1' },
    options: {},
    address: address('127.0.0.1', 7007),
    connections: 0,
    accepted: 0,
    dropped: 0,
    blocked: 0,
    mock: null,
    ...more,
  };
}

/** What the kernel says of an open socket at rest, sampled at 1,000, with what is given changed. */
export function testRow(more: Partial<KernelRow> = {}): KernelRow {
  return {
    state: 'ESTABLISHED',
    sendQueue: 0,
    receiveQueue: 0,
    timer: 'off',
    timerMs: 0,
    retransmits: 0,
    probes: 0,
    inode: 4711,
    sampledAt: 1_000,
    provenance: 'sampled',
    ...more,
  };
}

/** Counts with some of them set. */
export const testCounts = (more: Partial<Socket['counts']>): Socket['counts'] => ({
  bytesRead: 0,
  bytesWritten: 0,
  queued: 0,
  chunksReceived: 0,
  chunksSent: 0,
  ...more,
});
