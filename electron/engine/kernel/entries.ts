// What is known of each watched socket: what to look for, the last row, and in which look it has changed.
import type { EventOf } from '../../../shared/contract/events.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { KernelRow } from '../../../shared/contract/kernel.ts';
import type { Core } from '../core.ts';
import { closedRow, decodeRow, rowsOf } from './decode.ts';
import { takenByKernel } from './handle-facts.ts';
import { column, NONE, type TargetChanges } from './protocol.ts';
import { type Aspect, aspectOf, sameAspect, targetOf } from './targets.ts';

/** Targets told at a time. */
const PART = 500;

interface Entry {
  aspect: Aspect;
  row: KernelRow | undefined;
  /** The look in which the row has changed last. */
  look: number;
}

export class Entries {
  readonly #core: Core;
  readonly #known = new Map<SocketId, Entry>();

  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * What the next look has to be told: targets that are new or different, and those that are wanted no more. In parts,
   * because each new target costs a system call, and thousands at once would hold up the sockets.
   */
  *changes(wanted: ReadonlySet<SocketId>): Generator<TargetChanges> {
    const { sockets, lab } = this.#core;
    let put: TargetChanges['put'][number][] = [];
    const drop: SocketId[] = [];
    for (const socketId of this.#known.keys()) {
      if (wanted.has(socketId) && sockets.has(socketId)) continue;
      this.#known.delete(socketId);
      drop.push(socketId);
    }
    for (const socketId of wanted) {
      const row = sockets.get(socketId);
      if (!row) continue;
      const aspect = aspectOf(row.life, lab.sockets.get(socketId)?.peerSocketId !== undefined);
      const known = this.#known.get(socketId);
      if (known && sameAspect(known.aspect, aspect)) continue;
      if (known?.aspect.life === aspect.life) known.aspect = aspect;
      else this.#known.set(socketId, { aspect, row: undefined, look: 0 });
      put.push(targetOf(aspect));
      if (put.length < PART) continue;
      yield { put, drop: [] };
      put = [];
    }
    if (put.length + drop.length > 0) yield { put, drop };
  }

  /**
   * Takes over the rows of a look that are new or changed; the others are as they were. `covers` says whether a missing
   * row means that there is none.
   */
  take(changed: Float64Array, look: number, sampledAt: number, covers: (aspect: Aspect) => boolean): void {
    for (const [id, start] of rowsOf(changed)) {
      const entry = this.#known.get(id as SocketId);
      if (!entry) continue;
      const isMissing = changed[start + column.state] === NONE && covers(entry.aspect);
      entry.row = decodeRow(changed, start, sampledAt) ?? (isMissing ? closedRow(sampledAt) : undefined);
      entry.look = look;
    }
    for (const entry of this.#known.values()) {
      // Connected while the tables were read: that its row was not found says nothing.
      if (entry.row?.provenance === 'inferred' && connectedMeanwhile(entry)) entry.row = undefined;
      if (!entry.row) continue;
      if (entry.look !== look) moveOn(entry.row, sampledAt);
      if (noteTaken(entry)) entry.look = look;
    }
  }

  /** The rows of some sockets, in full or by number; `inFull` is asked with the look in which a row has changed last. */
  rows(ids: Iterable<SocketId>, inFull: (look: number, socketId: SocketId) => boolean) {
    const rows: EventOf<'kernel.sampled'>['rows'] = [];
    const same: SocketId[] = [];
    for (const socketId of ids) {
      const entry = this.#known.get(socketId);
      if (!entry?.row) continue;
      if (inFull(entry.look, socketId)) rows.push({ socketId, life: entry.aspect.life.number, ...entry.row });
      else same.push(socketId);
    }
    return { rows, ...(same.length > 0 && { same }) };
  }

  has(socketId: SocketId): boolean {
    return this.#known.has(socketId);
  }
  ids(): SocketId[] {
    return [...this.#known.keys()];
  }
  clear(): void {
    this.#known.clear();
  }
}

const connectedMeanwhile = ({ aspect: { connected, life } }: Entry) => !connected && life.connectedAt !== undefined;

/** The same row at a later moment. */
function moveOn(row: { -readonly [K in keyof KernelRow]: KernelRow[K] }, at: number): void {
  if (row.timerMs !== null) row.timerMs = Math.max(0, row.timerMs - (at - row.sampledAt));
  row.sampledAt = at;
}

/** Notes how much of what Node still counts as queued the kernel has taken; answers whether that is news. */
function noteTaken(entry: Entry): boolean {
  const taken = takenByKernel(entry.aspect.life.socket);
  if (!entry.row || entry.row.taken === taken) return false;
  const { taken: _before, ...row } = entry.row;
  entry.row = taken === undefined ? row : { ...row, taken };
  return true;
}
