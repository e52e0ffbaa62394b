// What this machine and this version of Node can do. Read once; nothing here changes while the process lives.
import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import type { About, MachineAddress } from '../../shared/contract/methods/lab.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const newerThan = (...versions: readonly [number, number][]) =>
  versions.some(([a, b]) => major === a && minor >= b) || major > Math.max(...versions.map(([a]) => a));

/** Most bytes in a UNIX socket path: `sizeof(sun_path) - 1` (net documentation, "Identifying paths for IPC connections"). */
export const maxPathBytes = process.platform === 'darwin' ? 103 : process.platform === 'win32' ? 255 : 107;

/** Node's `maxConnections = 0` drops everybody since v21; before it meant no limit. */
export const zeroMaxConnectionsDropsAll = major >= 21;

/** The soft limit of open descriptors, or null where the system does not tell. */
export function descriptorLimit(): number | null {
  if (process.platform === 'linux') {
    try {
      const soft = /^Max open files\s+(\d+)/mu.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1];
      return soft === undefined ? null : Number(soft);
    } catch {
      return null; // no /proc: the limit is shown as unknown
    }
  }
  const report = process.report?.getReport() as { userLimits?: { open_files?: { soft?: unknown } } } | undefined;
  const soft = report?.userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : null;
}

/** The first port that needs no extra rights (ip(7), "ip_unprivileged_port_start"); 1024 where the system does not tell. */
export function firstFreePort(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'latin1'));
  } catch {
    return 1024;
  }
}

/** The addresses of this machine, link-local ones with the interface they need (RFC 4007 section 11). */
export function machineAddresses(): MachineAddress[] {
  return Object.entries(os.networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.map(({ address, family, internal, scopeid }) => ({
      address: family === 'IPv6' && scopeid ? `${address}%${name}` : address,
      family,
      internal,
      name,
    })),
  );
}

/** Whether Node's internal pipe binding is there, which `server.pause(msecs)` needs (see `duplicate-handle.ts`). */
export function hasPipeBinding(): boolean {
  if (process.platform === 'win32') return false;
  try {
    return 'Pipe' in (process as unknown as { binding(name: string): object }).binding('pipe_wrap');
  } catch {
    return false; // a Node that has removed process.binding: the feature is shown as missing
  }
}

/** The answer of `lab.about`. `files` says whether callers may use files and paths of this machine. */
export function aboutThisMachine(version: string, files: boolean): About {
  const unix = process.platform !== 'win32';
  const linux = process.platform === 'linux';
  const inElectron = process.versions.electron !== undefined;
  const reusePort = newerThan([22, 12], [23, 1]) && linux;
  const pauseAccepting = hasPipeBinding();
  const reasons: Record<string, string> = {};
  const can = (name: string, ability: boolean, reason: string) => {
    if (!ability) reasons[name] = reason;
    return ability;
  };
  return {
    name: 'Socket Lab',
    version,
    node: process.versions.node,
    ...(process.versions.electron !== undefined && { electron: process.versions.electron }),
    platform: process.platform,
    arch: process.arch,
    pid: process.pid,
    kernelView: 'none',
    fdLimit: descriptorLimit(),
    maxPathBytes,
    tempFolder: os.tmpdir(),
    defaultHighWaterMark: new net.Socket().writableHighWaterMark,
    lookupHints: { ADDRCONFIG: dns.ADDRCONFIG, V4MAPPED: dns.V4MAPPED, ALL: dns.ALL },
    capabilities: {
      reusePort: can(
        'reusePort',
        reusePort,
        `Needs Linux and Node 22.12 or 23.1; this is Node ${process.versions.node} on ${process.platform}.`,
      ),
      abstractPaths: can('abstractPaths', linux, 'Abstract sockets exist on Linux only.'),
      exactAbstractPaths: can(
        'exactAbstractPaths',
        linux && major >= 22,
        `Node ${process.versions.node} pads abstract names with NULs; other programs must do the same.`,
      ),
      namedPipes: can('namedPipes', !unix, 'Named pipes exist on Windows only.'),
      fdListen: can(
        'fdListen',
        unix && !inElectron,
        unix
          ? 'A desktop app is given no descriptors; start the lab with “npm run serve” to hand it one.'
          : 'Listening on a file descriptor is not supported on Windows.',
      ),
      resetOnUnix: can('resetOnUnix', false, 'UNIX sockets have no reset.'),
      pauseAccepting: can(
        'pauseAccepting',
        pauseAccepting,
        'Needs a duplicate of the listening handle, which cannot be made here.',
      ),
      files: can('files', files, 'Files and paths of this machine are not open to callers from the network.'),
    },
    reasons,
  };
}
