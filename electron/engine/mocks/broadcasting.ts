import type { Life } from '../sockets/life.ts';

/**
 * Sends what one client has said to all clients of its server. Answers when the slowest of them takes more again;
 * undefined when all do.
 */
export function broadcast(from: Life, bytes: Uint8Array, includeSender: boolean): Promise<unknown> | undefined {
  const { core, serverId } = from.row;
  const server = serverId === undefined ? undefined : core.servers.get(serverId);
  if (!server) return undefined;
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const slow: Promise<void>[] = [];
  for (const { life } of server.sockets) {
    if ((life === from && !includeSender) || life.finishing || life.socket.destroyed) continue;
    if (!life.send(buffer)) slow.push(life.whenWritable());
  }
  return slow.length === 0 ? undefined : Promise.all(slow);
}
