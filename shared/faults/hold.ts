import * as v from 'valibot';
import { matcher } from '../mocks/matchers/index.ts';
import { common, defineFault, type FaultContext, type Item, type Out, STAGE_LIMIT, type Stage } from './fault.ts';
import { bytesItem, ItemQueue } from './stages.ts';

interface Held {
  readonly item: Item;
  /** Its number in the tray; undefined for what waits behind a held chunk only to keep the order. */
  readonly ticket: number | undefined;
}

class HoldStage implements Stage {
  readonly #meant: (bytes: Uint8Array) => boolean;
  readonly #queue = new ItemQueue<Held>();
  readonly #decided = new Map<number, Uint8Array | 'forward' | 'discard'>();
  #lastTicket = 0;

  constructor(meant: (bytes: Uint8Array) => boolean) {
    this.#meant = meant;
  }
  take(item: Item, out: Out): void {
    const meant = item.kind === 'bytes' && this.#meant(item.bytes);
    if ((!meant && this.#queue.length === 0) || item.kind === 'reset') {
      out.put(item);
      return;
    }
    const ticket = meant ? ++this.#lastTicket : undefined;
    this.#queue.push({ item, ticket });
    if (ticket === undefined || item.kind !== 'bytes') return;
    out.held(ticket, item.bytes);
    out.acted('held', item.bytes.length);
  }
  wakeAt(): number {
    return Number.POSITIVE_INFINITY;
  }
  wake(): void {}
  held(): number {
    return this.#queue.bytes;
  }
  full(): boolean {
    return this.#queue.bytes >= STAGE_LIMIT / 4;
  }
  decide(ticket: number, decision: { readonly bytes: Uint8Array } | 'forward' | 'discard', out: Out): boolean {
    let there = false;
    for (const held of this.#queue) if (held.ticket === ticket) there = true;
    if (!there || this.#decided.has(ticket)) return false;
    this.#decided.set(ticket, typeof decision === 'object' ? decision.bytes : decision);
    // In the order they came: what was decided early waits for those before it.
    for (let first = this.#queue.first; first; first = this.#queue.first) {
      if (first.ticket !== undefined && !this.#decided.has(first.ticket)) break;
      this.#queue.shift();
      this.#pass(first, out);
    }
    return true;
  }
  release(out: Out): void {
    for (let held = this.#queue.shift(); held; held = this.#queue.shift()) this.#pass(held, out);
  }

  #pass({ item, ticket }: Held, out: Out): void {
    const decision = ticket === undefined ? 'forward' : (this.#decided.get(ticket) ?? 'forward');
    if (ticket !== undefined) this.#decided.delete(ticket);
    if (decision === 'discard') return;
    if (decision === 'forward') out.put(item);
    else if (decision.length > 0) out.put(bytesItem(decision, item));
  }
}

/** A breakpoint: chunks wait in a tray until somebody forwards, edits or discards them. */
export const hold = defineFault({
  kind: 'hold',
  title: 'Hold',
  summary: 'chunks wait in a tray until they are forwarded, edited or discarded',
  settings: v.strictObject({ kind: v.literal('hold'), match: v.optional(matcher), ...common }),
  defaults: { kind: 'hold' },
  lossless: true,
  start: ({ match }, { holds }: FaultContext) => {
    let number = 0;
    return new HoldStage((bytes) => match === undefined || holds(match, bytes, ++number));
  },
  sentence: () => 'holds chunks in the tray',
});
