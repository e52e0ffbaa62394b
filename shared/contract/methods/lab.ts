import * as v from 'valibot';
import { labDocument } from '../document.ts';
import { at, byteCount, nothing, socketId } from '../fields.ts';
import { kernelLevels, kernelView } from '../kernel.ts';
import { server, socket, tap } from '../records.ts';
import { repeat } from '../repeat.ts';
import { method, none } from './method.ts';

export const capabilities = v.strictObject({
  reusePort: v.boolean(),
  abstractPaths: v.boolean(),
  /** Abstract names are bound at their exact length; before Node 22 they are padded with NULs to 108 bytes. */
  exactAbstractPaths: v.boolean(),
  namedPipes: v.boolean(),
  fdListen: v.boolean(),
  resetOnUnix: v.boolean(),
  pauseAccepting: v.boolean(),
  files: v.boolean(),
});
export type Capabilities = v.InferOutput<typeof capabilities>;

export const about = v.strictObject({
  name: v.string(),
  version: v.string(),
  node: v.string(),
  electron: v.optional(v.string()),
  platform: v.string(),
  arch: v.string(),
  pid: v.number(),
  kernelView: v.picklist(kernelLevels),
  fdLimit: v.nullable(v.number()),
  maxPathBytes: v.number(),
  /** The folder for files that need not last. */
  tempFolder: v.string(),
  defaultHighWaterMark: v.number(),
  /** The bits of `target.hints` on this system (dns.ADDRCONFIG and its like). */
  lookupHints: v.strictObject({ ADDRCONFIG: v.number(), V4MAPPED: v.number(), ALL: v.number() }),
  capabilities,
  /** Why a capability (or `kernelView`) is missing or less than it could be, for those that are. */
  reasons: v.record(v.string(), v.string()),
});
export type About = v.InferOutput<typeof about>;

export const snapshot = v.strictObject({
  sequence: v.number(),
  startedAt: v.number(),
  at,
  servers: v.array(server),
  sockets: v.array(socket),
  taps: v.array(tap),
  kernel: kernelView,
  /** The repeats that are running. */
  repeats: v.array(repeat),
  document: labDocument,
});
export type Snapshot = v.InferOutput<typeof snapshot>;

export const pathKinds = [
  'missing',
  'live',
  'stale',
  'file',
  'directory',
  'fifo',
  'device',
  'link',
  'unreachable',
] as const;

export const pathFacts = v.strictObject({
  kind: v.picklist(pathKinds),
  /** What is known of the folder the path is in; absent for abstract names. */
  folder: v.optional(v.picklist(['missing', 'writable', 'not-writable', 'not-a-folder'])),
  /** Permission bits and owners of what is there. */
  mode: v.optional(v.number()),
  uid: v.optional(v.number()),
  gid: v.optional(v.number()),
});
export type PathFacts = v.InferOutput<typeof pathFacts>;

export const machineAddress = v.strictObject({
  address: v.string(),
  family: v.picklist(['IPv4', 'IPv6']),
  /** Whether it is reached from this machine only. */
  internal: v.boolean(),
  /** The interface it belongs to. */
  name: v.string(),
});
export type MachineAddress = v.InferOutput<typeof machineAddress>;

const delay = v.strictObject({ p50: v.number(), p99: v.number(), max: v.number() });

export const labMethods = {
  'lab.about': method({ params: none, result: about }),
  'lab.snapshot': method({ params: none, result: snapshot }),
  'lab.reset': method({
    params: none,
    result: v.strictObject({ closed: v.strictObject({ servers: byteCount, sockets: byteCount }) }),
  }),
  'lab.stats': method({
    params: none,
    result: v.strictObject({
      openServers: byteCount,
      openSockets: byteCount,
      fds: v.nullable(v.number()),
      fdLimit: v.nullable(v.number()),
      rss: byteCount,
      heapUsed: byteCount,
      captureBytes: byteCount,
      eventLoopDelayMs: delay,
      bytesRead: byteCount,
      bytesWritten: byteCount,
      dropped: byteCount,
    }),
  }),
  'view.watch': method({ params: v.strictObject({ socketIds: v.array(socketId) }), result: nothing }),
  'path.inspect': method({ params: v.strictObject({ path: v.string() }), result: pathFacts }),
  'path.removeStale': method({ params: v.strictObject({ path: v.string() }), result: nothing }),
  /** Makes the folder that a socket path is in, and those above it. Refused (`NOT_MISSING`) where something is there. */
  'path.createFolder': method({
    params: v.strictObject({ path: v.string() }),
    result: v.strictObject({ folder: v.string() }),
  }),
  /** The addresses of this machine that a server can listen on, as `os.networkInterfaces()` gives them. */
  'net.addresses': method({ params: none, result: v.strictObject({ addresses: v.array(machineAddress) }) }),
};
