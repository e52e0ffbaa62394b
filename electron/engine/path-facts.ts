// What is at a UNIX socket path: looked at before anything is said about it, because the system's own codes mislead
// (a missing folder reports EACCES, an ordinary file EADDRINUSE: net-behaviours B49, B50).
import { constants } from 'node:fs';
import { access, lstat, mkdir, stat, unlink } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import type { PathFacts } from '../../shared/contract/methods/lab.ts';
import { refusal, refusalOf } from './failures.ts';
import { checkPath } from './node-rules.ts';

const KNOCK_MS = 1_000;

/** Looks at a path. A socket file is knocked on, unless `ours` says that this lab listens there. */
export async function inspectPath(given: string, ours: (resolved: string) => boolean): Promise<PathFacts> {
  try {
    checkPath(given);
  } catch (error) {
    throw refusalOf(error, { doing: 'listen', path: given });
  }
  if (given.startsWith('\0'))
    return { kind: ours(given) ? 'live' : (await knock(given)) === 'live' ? 'live' : 'missing' };
  const resolved = path.resolve(given);
  const folder = await folderOf(resolved);
  const link = await lstat(resolved).catch(() => undefined);
  if (!link) return { kind: 'missing', folder };
  const stats = link.isSymbolicLink() ? await stat(resolved).catch(() => undefined) : link;
  if (!stats) return { kind: 'link', folder };
  const facts = { folder, mode: stats.mode & 0o7777, uid: stats.uid, gid: stats.gid };
  if (stats.isSocket()) return { kind: ours(resolved) ? 'live' : await knock(resolved), ...facts };
  if (stats.isFile()) return { kind: 'file', ...facts };
  if (stats.isDirectory()) return { kind: 'directory', ...facts };
  return { kind: stats.isFIFO() ? 'fifo' : 'device', ...facts };
}

/** Removes a socket file nobody listens on; refuses everything else (`NOT_STALE`). */
export async function removeStale(given: string, ours: (resolved: string) => boolean): Promise<void> {
  const resolved = path.resolve(given);
  const before = await lstat(resolved).catch(() => undefined);
  const { kind } = await inspectPath(given, ours);
  if (kind !== 'stale') throw refusal('NOT_STALE', `${given} is ${describe(kind)}; it was left alone.`);
  const now = await lstat(resolved).catch(() => undefined);
  // Somebody may have listened there anew while we were knocking: only the very file that refused us is removed.
  if (!now?.isSocket() || now.ino !== before?.ino)
    throw refusal('NOT_STALE', `${given} has changed meanwhile; it was left alone.`);
  try {
    await unlink(resolved);
  } catch (error) {
    throw refusalOf(error, { doing: 'use', path: given });
  }
}

/** Makes the folder a path is in, for its owner only; refuses where something is there already (`NOT_MISSING`). */
export async function createFolder(given: string): Promise<string> {
  try {
    checkPath(given);
  } catch (error) {
    throw refusalOf(error, { doing: 'listen', path: given });
  }
  const resolved = path.resolve(given);
  const folder = path.dirname(resolved);
  if ((await folderOf(resolved)) !== 'missing' || given.startsWith('\0')) throw refusal('NOT_MISSING', folder);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw refusalOf(error, { doing: 'use', path: folder });
  }
  return folder;
}

function describe(kind: PathFacts['kind']): string {
  const words: Partial<Record<PathFacts['kind'], string>> = {
    missing: 'not there',
    live: 'in use',
    file: 'an ordinary file',
    directory: 'a folder',
    fifo: 'a FIFO',
    unreachable: 'not ours to open',
  };
  return words[kind] ?? `a ${kind}`;
}

async function folderOf(resolved: string): Promise<NonNullable<PathFacts['folder']>> {
  const folder = path.dirname(resolved);
  const stats = await stat(folder).catch(() => undefined);
  if (!stats) return 'missing';
  if (!stats.isDirectory()) return 'not-a-folder';
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => 'writable',
    () => 'not-writable',
  );
}

/** Connects and hangs up at once. A full queue is an answer too. */
function knock(socketPath: string): Promise<'live' | 'stale' | 'unreachable'> {
  return new Promise((resolve) => {
    const socket = new net.Socket();
    const answer = (kind: 'live' | 'stale' | 'unreachable') => {
      clearTimeout(patience);
      resolve(kind);
      socket.destroy();
    };
    const patience = setTimeout(() => answer('unreachable'), KNOCK_MS);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') answer('stale');
      else answer(error.code === 'EAGAIN' ? 'live' : 'unreachable');
    });
    socket.on('connect', () => answer('live'));
    socket.connect({ path: socketPath });
  });
}
