// What the kernel's table has shown over time: each change of state, and when it began to send again. Bounded.
import type { EventOf } from '../../shared/contract/events.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { SampledRow } from '../../shared/contract/kernel.ts';
import type { KernelSample } from '../../shared/model/diagram/kernel-visits.ts';
import type { KernelNote } from '../../shared/model/ladder/ladder-facts.ts';
import { unacknowledgedBytes, unreadBytes } from '../../shared/model/ledger.ts';

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
  readonly samples: KernelSample[];
  readonly notes: KernelNote[];
  readonly queues: QueueSample[];
  last: SampledRow;
}

export class KernelLog {
  readonly #known = new Map<SocketId, Known>();

  /** Takes one look at the tables. */
  add({ rows }: EventOf<'kernel.sampled'>): void {
    for (const row of rows) this.#note(row);
  }

  forget(socketId: SocketId): void {
    this.#known.delete(socketId);
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
      known = { life, samples: [], notes: [], queues: [], last: row };
      this.#known.set(socketId, known);
    }
    if (known.samples.at(-1)?.state !== state) known.samples.push({ at, state, provenance });
    const [before, out, into] = [known.queues.at(-1), unacknowledgedBytes(row), unreadBytes(row)];
    if (!before || before.out !== out || before.in !== into) known.queues.push({ at, out, in: into });
    if (known.queues.length > MOST_QUEUES) known.queues.shift();
    const text = noteText(known.last, row);
    if (text !== undefined) known.notes.push({ at, text });
    if (known.notes.length > MOST_NOTES) known.notes.shift();
    known.last = row;
  }
}

/** What is worth a mark: the kernel has sent something again, or asks a closed window. */
function noteText(before: SampledRow, { timer, retransmits, probes }: SampledRow): string | undefined {
  if (timer === 'retransmit' && (retransmits ?? 0) > (before.retransmits ?? 0)) return `sent again ×${retransmits}`;
  if (timer === 'zero-window' && before.timer !== 'zero-window') return 'peer’s buffer full';
  if (timer === 'keepalive' && (probes ?? 0) > (before.probes ?? 0)) return `keepalive unanswered ×${probes}`;
  return undefined;
}
