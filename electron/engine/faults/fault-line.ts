// The faults of one life, in both directions: applied, cleared, and their deeds carried out on the socket.
import type { FaultId, HoldId } from '../../../shared/contract/fields.ts';
import type { AppliedFault } from '../../../shared/contract/records.ts';
import type { Common, FaultAct, Item } from '../../../shared/faults/fault.ts';
import { Gate } from '../../../shared/faults/gate.ts';
import { directionsOf, type FaultSettings, faultOf, isOfServer } from '../../../shared/faults/index.ts';
import { judge, type MatcherSettings } from '../../../shared/mocks/matchers/index.ts';
import { randomFrom } from '../../../shared/mocks/random.ts';
import type { Scope } from '../../../shared/mocks/scope.ts';
import type { ChunkRule } from '../capture/capture.ts';
import { MergedFacts } from '../merged-facts.ts';
import { closeNow, finishNow, resetOrClose, resetWhenFlushed } from '../sockets/closing.ts';
import type { Life } from '../sockets/life.ts';
import type { LifeFact } from '../sockets/life-facts.ts';
import { Lane, type LaneEnds } from './lane.ts';

type Direction = 'sent' | 'received';
type Origin = AppliedFault['from'];

/** Kinds whose `probability` is about chunks, not about connections. */
const BY_CHUNK: ReadonlySet<string> = new Set(['lose', 'duplicate']);

export class FaultLine {
  readonly #life: Life;
  readonly #merged: MergedFacts;
  #applied: readonly AppliedFault[] = [];
  /** Faults that hold reading back. */
  readonly #stopping = new Set<FaultId | 'full'>();
  sent: Lane | undefined;
  received: Lane | undefined;

  constructor(life: Life) {
    this.#life = life;
    this.#merged = new MergedFacts((fact) => life.emit(fact));
  }

  get applied(): readonly AppliedFault[] {
    return this.#applied;
  }

  /** Puts a fault on this life, behind those that are there. */
  apply(fault: FaultSettings, from: Origin): AppliedFault {
    const { core } = this.#life.row;
    const faultId = core.nextId<FaultId>();
    const common = fault as Common;
    const random = randomFrom(common.seed ?? Math.floor(Math.random() * 2 ** 32));
    const meant = BY_CHUNK.has(fault.kind) || common.probability === undefined || random() < common.probability;
    const applied: AppliedFault = { faultId, fault, from, active: meant };
    this.#applied = [...this.#applied, applied];
    this.#life.emit({ type: 'fault.applied', ...applied });
    if (!meant || isOfServer(fault)) return applied;
    for (const direction of directionsOf(fault)) {
      const now = core.clock.now();
      const make = (startedAt: number) =>
        faultOf(fault).start(fault, { random, startedAt, holds: (m, bytes, n) => this.#holds(m, bytes, n) });
      const { afterBytes, forMs } = common;
      this.#lane(direction).add(faultId, new Gate(make, { afterBytes, forMs }, true, now));
      this.#lane(direction).resume(); // what is due at once
    }
    return applied;
  }

  /** Takes faults off again, all or those meant; what they hold back goes on. Answers which they were. */
  clear(meant: (applied: AppliedFault) => boolean): FaultId[] {
    const going = this.#applied.filter(meant);
    for (const { faultId } of going) {
      this.sent?.remove(faultId);
      this.received?.remove(faultId);
      this.#setStopping(faultId, false);
      this.#life.row.core.tray.released(this.#life, faultId);
      this.#applied = this.#applied.filter((each) => each.faultId !== faultId);
      this.#merged.stop();
      this.#life.emit({ type: 'fault.cleared', faultId });
    }
    if (this.sent?.empty && !this.sent.ended) this.sent = undefined;
    if (this.received?.empty && !this.received.ended) this.received = undefined;
    return going.map(({ faultId }) => faultId);
  }

  /** Makes those of one origin what is given; nothing changes when they are that already. */
  replace(from: Origin, faults: readonly FaultSettings[]): void {
    const now = this.#applied.filter((each) => each.from === from).map((each) => each.fault);
    if (JSON.stringify(now) === JSON.stringify(faults)) return;
    this.clear((each) => each.from === from);
    for (const fault of faults) this.apply(fault, from);
  }

  /** The handler reads again: what was kept back for it goes on. */
  handlerReads(): void {
    this.received?.resume();
  }

  /** The life is over; answers how many bytes were still to be sent. */
  stop(): number {
    this.#merged.stop();
    this.#life.row.core.tray.lost(this.#life);
    this.received?.stop();
    return this.sent?.stop() ?? 0;
  }

  decide(faultId: FaultId, direction: Direction, ticket: number, decision: Parameters<Lane['decide']>[2]): boolean {
    return (direction === 'sent' ? this.sent : this.received)?.decide(faultId, ticket, decision) ?? false;
  }

  #lane(direction: Direction): Lane {
    if (direction === 'sent') {
      this.#life.takeEnding(); // Node’s own FIN would overtake what is kept back
      this.sent ??= new Lane(this.#ends('sent'));
      return this.sent;
    }
    this.received ??= new Lane(this.#ends('received'));
    return this.received;
  }

  #ends(direction: Direction): LaneEnds {
    const life = this.#life;
    const { core } = life.row;
    const common = {
      act: (faultId: FaultId, act: FaultAct) => this.#act(faultId, act),
      acted: (faultId: FaultId, what: string, bytes: number) =>
        this.#tell(`${faultId} ${what}`, { type: 'fault.acted', faultId, what, bytes }),
      held: (faultId: FaultId, ticket: number, bytes: Uint8Array) =>
        core.tray.add({
          life,
          faultId,
          direction,
          ticket,
          bytes,
          heldAt: core.clock.now(),
          holdId: core.nextId<HoldId>(),
        }),
      now: () => core.clock.now(),
    };
    if (direction === 'sent') {
      return {
        ...common,
        sink: (item) => this.#send(item),
        blocked: () => life.socket.writableNeedDrain,
        filled: () => {}, // whoever sends has been answered so
        ready: () => life.drained(),
      };
    }
    return {
      ...common,
      sink: (item) => this.#receive(item),
      blocked: () => life.heldBy('mock'),
      filled: () => this.#setStopping('full', true),
      ready: () => this.#setStopping('full', false),
    };
  }

  #send(item: Item): void {
    const life = this.#life;
    const { socket } = life;
    if (socket.destroyed) return;
    if (item.kind === 'bytes') {
      if (!socket.writableEnded) life.write(bufferOf(item.bytes), item.tag as ChunkRule | undefined);
    } else if (item.kind === 'end') finishNow(life);
    else if (item.kind === 'close') closeNow(life);
    else resetWhenFlushed(life);
  }

  #receive(item: Item): void {
    const life = this.#life;
    if (item.kind === 'bytes') life.handler.onChunk(bufferOf(item.bytes));
    else if (item.kind === 'end') life.handler.onPeerEnd();
    else if (item.kind === 'close') closeNow(life);
    else resetOrClose(life);
  }

  #act(faultId: FaultId, act: FaultAct): void {
    if (act === 'stop-reading') this.#setStopping(faultId, true);
    else if (act === 'resume-reading') this.#setStopping(faultId, false);
    else if (act === 'close') closeNow(this.#life);
    else resetOrClose(this.#life);
  }

  #setStopping(by: FaultId | 'full', on: boolean): void {
    const before = this.#stopping.size;
    if (on) this.#stopping.add(by);
    else this.#stopping.delete(by);
    if (before === 0 && this.#stopping.size > 0) this.#life.pause('fault');
    else if (before > 0 && this.#stopping.size === 0) this.#life.resume('fault');
  }

  #tell(key: string, fact: LifeFact): void {
    this.#merged.happened(key, fact);
  }

  /** Whether a chunk is meant by a matcher; on a socket there are no variables and no messages, only chunks. */
  #holds(matcher: unknown, bytes: Uint8Array, number: number): boolean {
    const { core } = this.#life.row;
    const message = { bytes, raw: bytes };
    const scope: Scope = {
      now: Date.now(),
      message,
      messageNumber: number,
      serverMessageNumber: number,
      receivedBefore: 0,
      groups: {},
      state: new Map(),
      peer: '',
      counter: 0,
      regex: core.regex.test,
      random: Math.random,
    };
    return judge(matcher as MatcherSettings, message, scope).matched;
  }
}

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
