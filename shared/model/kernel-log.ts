// What the kernel's table has shown over time: each change of state, and when it began to send again. Bounded.
import type { EventOf } from '../contract/events.ts';
import type { SocketId } from '../contract/fields.ts';
import type { SampledRow } from '../contract/kernel.ts';
import type { KernelSample } from './diagram/kernel-visits.ts';
import type { KernelNote } from './ladder/ladder-facts.ts';
import { unacknowledgedBytes, unreadBytes } from './ledger.ts';

const MOST_NOTES = 100;
const MOST_QUEUES = 3_000;

/** Both queues of one end, without a SYN or FIN, from this sample on. */
export interface QueueSample {
  readonly at: number;
  readonly out: number | undefined;
  readonly in: number | undefined;
}

interface Known {
  readonly life: number;
  samples: KernelSample[];
  notes: KernelNote[];
  readonly queues: QueueSample[];
  last: SampledRow | undefined;
}

export class KernelLog {
  readonly #known = new Map<SocketId, Known>();
  readonly #withQueues: boolean;

  /** The sizes of the queues over time are many; only who draws them needs them. */
  constructor({ queues = true }: { readonly queues?: boolean } = {}) {
    this.#withQueues = queues;
  }

  /** Takes one look at the tables. */
  add({ rows }: EventOf<'kernel.sampled'>): void {
    for (const row of rows) this.#note(row);
  }

  forget(socketId: SocketId): void {
    this.#known.delete(socketId);
  }

  /** Puts in what somebody else has kept of one life. */
  merge(socketId: SocketId, life: number, samples: readonly KernelSample[], notes: readonly KernelNote[]): void {
    let known = this.#known.get(socketId);
    if (known && known.life > life) return;
    if (known?.life !== life) {
      known = { life, samples: [], notes: [], queues: [], last: undefined };
      this.#known.set(socketId, known);
    }
    known.samples = merged(samples, known.samples).filter(({ state }, i, all) => all[i - 1]?.state !== state);
    known.notes = merged(notes, known.notes);
  }

  /** The states of one life, in order, each from its first sample on. */
  samplesOf(socketId: SocketId, life: number): readonly KernelSample[] {
    const known = this.#known.get(socketId);
    return known?.life === life ? known.samples : [];
  }

  /** Repeats and probes of one life, as marks for the ladder. */
  notesOf(socketId: SocketId, life: number): readonly KernelNote[] {
    const known = this.#known.get(socketId);
    return known?.life === life ? known.notes : [];
  }

  /** The kernel's queues of one life, each size from the sample on that showed it. */
  queuesOf(socketId: SocketId, life: number): readonly QueueSample[] {
    const known = this.#known.get(socketId);
    return known?.life === life ? known.queues : [];
  }

  #note(row: SampledRow): void {
    const { socketId, life, state, provenance, sampledAt: at } = row;
    let known = this.#known.get(socketId);
    if (known?.life !== life) {
      known = { life, samples: [], notes: [], queues: [], last: undefined };
      this.#known.set(socketId, known);
    }
    if (known.samples.at(-1)?.state !== state) known.samples.push({ at, state, provenance });
    if (this.#withQueues) addQueues(known.queues, row);
    const text = noteText(known.last ?? row, row);
    if (text !== undefined) known.notes.push({ at, text });
    if (known.notes.length > MOST_NOTES) known.notes.shift();
    known.last = row;
  }
}

function addQueues(queues: QueueSample[], row: SampledRow): void {
  const [before, out, into] = [queues.at(-1), unacknowledgedBytes(row), unreadBytes(row)];
  if (!before || before.out !== out || before.in !== into) queues.push({ at: row.sampledAt, out, in: into });
  if (queues.length > MOST_QUEUES) queues.shift();
}

/** Both lists in the order of time, what is in both once. */
function merged<T extends { readonly at: number }>(older: readonly T[], own: readonly T[]): T[] {
  const known = new Set(own.map(({ at }) => at));
  return [...older.filter(({ at }) => !known.has(at)), ...own].sort((a, b) => a.at - b.at);
}

/** What is worth a mark: the kernel has sent something again, or asks a closed window. */
function noteText(before: SampledRow, { timer, retransmits, probes }: SampledRow): string | undefined {
  if (timer === 'retransmit' && (retransmits ?? 0) > (before.retransmits ?? 0)) return `sent again ×${retransmits}`;
  if (timer === 'zero-window' && before.timer !== 'zero-window') return 'peer’s buffer full';
  if (timer === 'keepalive' && (probes ?? 0) > (before.probes ?? 0)) return `keepalive unanswered ×${probes}`;
  return undefined;
}
