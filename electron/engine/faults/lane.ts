// One direction of one socket with its faults, in the order in which they work. Stages decide, the lane has the clock:
//
//   put ──▶ stage 1 ──▶ stage 2 ──▶ … ──▶ sink
//
// What waits inside is bounded: `put` answers false when a stage is full, and `ready` tells when it is not any more.
// While the sink takes no more, no stage is woken.
import type { FaultId } from '../../../shared/contract/fields.ts';
import type { FaultAct, Item, Out } from '../../../shared/faults/fault.ts';
import type { Gate } from '../../../shared/faults/gate.ts';

export interface LaneEnds {
  sink(item: Item): void;
  /** Whether the sink would only pile up what it gets. */
  blocked(): boolean;
  /** Nothing more should be put for now. */
  filled(): void;
  /** More may be put again. */
  ready(): void;
  act(faultId: FaultId, act: FaultAct): void;
  acted(faultId: FaultId, what: string, size: number): void;
  held(faultId: FaultId, ticket: number, bytes: Uint8Array): void;
  now(): number;
}

interface Entry {
  readonly faultId: FaultId;
  readonly stage: Gate;
  readonly out: Out;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class Lane {
  readonly #ends: LaneEnds;
  #entries: readonly Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #saidFull = false;
  #ticking = false;
  #stopped = false;
  /** Whether an ending has been put: nothing may follow it. */
  ended = false;

  constructor(ends: LaneEnds) {
    this.#ends = ends;
  }

  get empty(): boolean {
    return this.#entries.length === 0;
  }
  get full(): boolean {
    return this.#entries.some(({ stage }) => stage.full());
  }
  /** Bytes inside. */
  get held(): number {
    return this.#entries.reduce((sum, { stage }) => sum + stage.held(), 0);
  }
  stageOf(faultId: FaultId): Gate | undefined {
    return this.#entries.find((entry) => entry.faultId === faultId)?.stage;
  }

  /** Puts a further fault behind those that are there. */
  add(faultId: FaultId, stage: Gate): void {
    const entry: Entry = { faultId, stage, out: this.#outOf(faultId) };
    this.#entries = [...this.#entries, entry];
    this.#arm();
  }

  /** Takes a fault out; what it holds goes on, at once and in order. */
  remove(faultId: FaultId): void {
    const entry = this.#entries.find((each) => each.faultId === faultId);
    if (!entry) return;
    entry.stage.release(entry.out);
    this.#entries = this.#entries.filter((each) => each !== entry);
    this.#tick();
  }

  /** Puts an item into the first stage. Answers whether more may come. */
  put(item: Item): boolean {
    if (this.#stopped || this.ended) return true;
    if (item.kind !== 'bytes') this.ended = true;
    this.#pass(0, item);
    this.#arm();
    if (!this.#saidFull && (this.full || this.#ends.blocked())) {
      this.#saidFull = true;
      this.#ends.filled();
    }
    return !this.#saidFull;
  }

  /** The sink takes items again. */
  resume(): void {
    this.#tick();
  }

  /** Decides about a held chunk. */
  decide(faultId: FaultId, ticket: number, decision: { readonly bytes: Uint8Array } | 'forward' | 'discard'): boolean {
    const entry = this.#entries.find((each) => each.faultId === faultId);
    const done = entry?.stage.decide(ticket, decision, entry.out) ?? false;
    this.#tick();
    return done;
  }

  /** The socket is gone, and with it what is inside; answers how many bytes that were. */
  stop(): number {
    this.#stopped = true;
    clearTimeout(this.#timer);
    return this.held;
  }

  #outOf(faultId: FaultId): Out {
    const ends = this.#ends;
    return {
      put: (item) => this.#pass(this.#entries.findIndex((each) => each.faultId === faultId) + 1, item),
      act: (act) => ends.act(faultId, act),
      acted: (what, size = 0) => ends.acted(faultId, what, size),
      held: (ticket, bytes) => ends.held(faultId, ticket, bytes),
    };
  }

  #pass(index: number, item: Item): void {
    if (this.#stopped) return;
    const entry = this.#entries[index];
    if (entry) entry.stage.take(item, entry.out, this.#ends.now());
    else this.#ends.sink(item);
  }

  /** Wakes what is due, the last stages first, and arms the timer for what comes next. */
  #tick(): void {
    if (this.#ticking || this.#stopped) return;
    this.#ticking = true;
    for (let moved = true; moved; ) {
      moved = false;
      for (let i = this.#entries.length - 1; i >= 0 && !this.#ends.blocked(); i--) {
        const entry = this.#entries[i];
        if (entry && this.#wake(entry)) moved = true;
      }
    }
    this.#ticking = false;
    this.#arm();
    if (!this.#saidFull || this.full || this.#ends.blocked()) return;
    this.#saidFull = false;
    this.#ends.ready();
  }

  /** Wakes one stage if it is due; answers whether that has changed anything. */
  #wake({ stage, out }: Entry): boolean {
    const now = this.#ends.now();
    const [at, held] = [stage.wakeAt(), stage.held()];
    if (at > now) return false;
    stage.wake(out, now);
    return stage.wakeAt() !== at || stage.held() !== held;
  }

  #arm(): void {
    const at = this.#ends.blocked()
      ? Number.POSITIVE_INFINITY
      : this.#entries.reduce((first, { stage }) => Math.min(first, stage.wakeAt()), Number.POSITIVE_INFINITY);
    if (at === this.#timerAt && this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timerAt = at;
    if (at === Number.POSITIVE_INFINITY || this.#stopped) return;
    const inMs = Math.min(LONGEST_TIMER_MS, Math.max(0, at - this.#ends.now()));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tick();
    }, inMs);
  }
}
