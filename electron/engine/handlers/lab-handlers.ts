import path from 'node:path';
import { ownCodes } from '../../../shared/contract/failures.ts';
import type { About, Snapshot } from '../../../shared/contract/methods/lab.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import type { Caller, Core } from '../core.ts';
import type { LoopDelay } from '../loop-delay.ts';
import { createFolder, inspectPath, removeStale } from '../path-facts.ts';
import { machineAddresses } from '../platform.ts';
import { memory, openDescriptorCount } from '../resources.ts';
import { removeServer } from '../servers/stopping.ts';
import { destroyNow } from '../sockets/closing.ts';

type LabMethod =
  | 'lab.about'
  | 'lab.snapshot'
  | 'lab.reset'
  | 'lab.stats'
  | 'view.watch'
  | 'path.inspect'
  | 'path.removeStale'
  | 'path.createFolder'
  | 'net.addresses';

/** The lab as a whole: what it can do, what is in it, what it costs; and paths of this machine. */
export function labHandlers(core: Core, loopDelay: LoopDelay): Pick<Handlers<Caller>, LabMethod> {
  const ours = (resolved: string) => listensOnPath(core, resolved);
  return {
    'lab.about': (_params, caller) => {
      const about = aboutNow(core);
      return caller.files ? about : withoutFiles(about);
    },
    'lab.snapshot': (_params, caller) => {
      // What is waiting belongs before the snapshot; what comes after it gets the next numbers.
      caller.outbox.flush();
      caller.outbox.start();
      return snapshot(core, caller);
    },
    'lab.reset': () => resetLab(core),
    'lab.stats': () => stats(core, loopDelay),
    'view.watch': ({ socketIds }, caller) => {
      caller.watched = new Set(socketIds);
      return {};
    },
    'path.inspect': (params) => inspectPath(params.path, ours),
    'path.removeStale': async (params) => {
      await removeStale(params.path, ours);
      return {};
    },
    'path.createFolder': async (params) => ({ folder: await createFolder(params.path) }),
    'net.addresses': () => ({ addresses: machineAddresses() }),
  };
}

/** What is known of this machine, with the level the kernel's view has now. */
function aboutNow({ about, lab: { kernel } }: Core): About {
  const { level, reason } = kernel;
  return { ...about, kernelView: level, reasons: { ...about.reasons, ...(reason && { kernelView: reason }) } };
}

/** What a caller is told that may not use files and paths of this machine. */
function withoutFiles(about: About): About {
  return {
    ...about,
    tempFolder: '', // no path of this machine is of use to them
    capabilities: { ...about.capabilities, files: false },
    reasons: { ...about.reasons, files: ownCodes.FILES_NOT_ALLOWED },
  };
}

/** The state as it is now, with fresh counts, and of the kernel's view what this caller watches. */
export function snapshot(core: Core, caller: Caller): Snapshot {
  const { lab, clock } = core;
  const sockets = [...lab.sockets.values()].map((socket) => {
    const life = core.sockets.get(socket.socketId)?.life;
    const { kernel, ...record } = socket;
    // A row nobody tells this caller about would never be brought up to date for it.
    const watched = kernel && core.kernel.watches(caller, socket.socketId);
    const counts = life ? life.counts() : socket.counts;
    // What the counts already hold will not be news to this caller any more.
    const heard = counts.bytesRead > socket.counts.bytesRead && { heardAt: clock.now() };
    return { ...record, ...heard, counts, ...(watched && { kernel: { ...kernel } }) };
  });
  return {
    sequence: core.sequence,
    startedAt: clock.startedAt,
    at: clock.now(),
    servers: [...lab.servers.values()].map((server) => core.kernel.serverFor(caller, server)),
    sockets,
    taps: [...lab.taps.values()],
    kernel: lab.kernel,
    repeats: [...lab.repeats.values()],
    document: lab.document,
  };
}

/** Starts anew: closes and forgets everything, the document too. */
export async function resetLab(core: Core): Promise<{ closed: Closed }> {
  const closed = await emptyLab(core);
  core.document.clear();
  return { closed };
}

interface Closed {
  servers: number;
  sockets: number;
}

/** Closes and forgets all servers and sockets; resolves with their number when all descriptors are closed. */
export async function emptyLab(core: Core): Promise<Closed> {
  for (const sending of core.repeats.values()) sending.stop();
  const transfers = [...core.transfers.values()];
  for (const transfer of transfers) transfer.cancel();
  const servers = [...core.servers.values()];
  const living = [...core.sockets.values()].filter(({ life }) => !life.closed && !life.undialled);
  const closed = { servers: servers.filter((server) => server.running).length, sockets: living.length };
  const rows = [...core.sockets.values()];
  const ends = rows.map(({ life }) => life.ended());
  for (const row of rows) {
    row.callOffReconnect();
    destroyNow(row.life);
  }
  await Promise.all([...ends, ...servers.map(removeServer), ...transfers.map((transfer) => transfer.ended())]);
  // Not what somebody has opened meanwhile; and closed sockets may have been forgotten on their way.
  for (const row of rows) if (core.sockets.has(row.socketId) && row.life.closed) row.remove();
  return closed;
}

function stats(core: Core, loopDelay: LoopDelay) {
  const { totals, about } = core;
  let { bytesRead, bytesWritten } = totals;
  let openSockets = 0;
  for (const { life } of core.sockets.values()) {
    if (life.closed || life.undialled) continue;
    openSockets++;
    const counts = life.counts();
    bytesRead += counts.bytesRead;
    bytesWritten += counts.bytesWritten;
  }
  const openServers = [...core.servers.values()].filter((server) => server.state === 'listening').length;
  return {
    openServers,
    openSockets,
    fds: openDescriptorCount(about.fdLimit),
    fdLimit: about.fdLimit,
    ...memory(),
    captureBytes: core.captures.bytes,
    eventLoopDelayMs: loopDelay.read(),
    bytesRead,
    bytesWritten,
    dropped: totals.dropped,
  };
}

function listensOnPath(core: Core, resolved: string): boolean {
  for (const { address, state } of core.servers.values()) {
    if (state !== 'listening' || typeof address !== 'string') continue;
    if (address === resolved || (!address.startsWith('\0') && path.resolve(address) === resolved)) return true;
  }
  return false;
}
