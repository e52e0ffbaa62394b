// The rows of all targets, this look's beside the last one's, as flat numbers: ten thousand of them change hands without
// an object each.
import { column, NONE, ROW_WIDTH, type SocketTarget } from './protocol.ts';

/** A timer may be this far from where the last look expects it and still be the same timer, run on. */
const TIMER_SLACK_MS = 80;

export class RowTable {
  readonly #slots = new Map<number, number>();
  readonly #free: number[] = [];
  #now = new Float64Array(0);
  #before = new Float64Array(0);
  /** Slots whose row was never handed out. */
  readonly #fresh = new Set<number>();
  #capacity = 0;

  /** The place of a target's row, made when it has none yet. */
  put({ id }: SocketTarget): number {
    let slot = this.#slots.get(id);
    if (slot === undefined) {
      slot = this.#free.pop() ?? this.#slots.size;
      if (slot >= this.#capacity) this.#grow();
      this.#slots.set(id, slot);
    }
    this.#fresh.add(slot);
    return slot;
  }

  drop(id: number): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#slots.delete(id);
    this.#fresh.delete(slot);
    this.#free.push(slot);
  }

  /** Begins a look: nothing has been found yet. */
  clear(): void {
    [this.#now, this.#before] = [this.#before, this.#now];
    this.#now.fill(NONE);
  }

  /** Forgets what this look has found, to begin it again. */
  again(): void {
    this.#now.fill(NONE);
  }

  set(slot: number, field: number, value: number): void {
    this.#now[slot * ROW_WIDTH + field] = value;
  }
  get(slot: number, field: number): number {
    return this.#now[slot * ROW_WIDTH + field] ?? NONE;
  }

  /** Whether a target was there at the last look and is missing in this one. */
  vanished(slot: number): boolean {
    const at = slot * ROW_WIDTH + column.state;
    return this.#now[at] === NONE && this.#before[at] !== NONE && !this.#fresh.has(slot);
  }

  /** The rows that are new or not as they were `elapsedMs` ago, one after the other; without state: no such row. */
  changed(elapsedMs: number): Float64Array {
    const found: number[] = [];
    for (const [id, slot] of this.#slots) {
      const start = slot * ROW_WIDTH;
      this.#now[start] = id;
      if (this.#fresh.has(slot) || this.#differs(start, elapsedMs)) {
        for (let i = start; i < start + ROW_WIDTH; i++) found.push(this.#now[i] ?? NONE);
      }
    }
    this.#fresh.clear();
    return Float64Array.from(found);
  }

  #differs(start: number, elapsedMs: number): boolean {
    const [now, before] = [this.#now, this.#before];
    for (let field = 1; field < ROW_WIDTH; field++) {
      const i = start + field;
      if (field === column.timerMs) {
        const expected = Math.max(0, (before[i] ?? NONE) - elapsedMs);
        const [is, was] = [now[i] ?? NONE, before[i] ?? NONE];
        if (was < 0 || is < 0 ? is !== was : Math.abs(is - expected) > TIMER_SLACK_MS) return true;
      } else if (now[i] !== before[i]) return true;
    }
    return false;
  }

  #grow(): void {
    this.#capacity = Math.max(64, this.#capacity * 2);
    for (const name of ['now', 'before'] as const) {
      const larger = new Float64Array(this.#capacity * ROW_WIDTH).fill(NONE);
      larger.set(name === 'now' ? this.#now : this.#before);
      if (name === 'now') this.#now = larger;
      else this.#before = larger;
    }
  }
}
