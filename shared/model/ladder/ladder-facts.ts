// What the ladder is made of: the facts that go in, and the instants, arrows and spans that come out.
import type { LabEvent } from '../../contract/events.ts';
import type { SocketId } from '../../contract/fields.ts';
import type { Socket } from '../../contract/records.ts';

export type Lane = 'client' | 'server';
/**
 * Which of the two connections a tap joins: the one that came in, or the one it made on to its target. The tap is the
 * server of the first and the client of the second. Undefined where there is no tap.
 */
export type Leg = 'in' | 'out';
/** Where a fact comes from (`ux.md` 0.1): told by Node, read from the kernel's table, or what must have happened. */
export type Provenance = 'observed' | 'sampled' | 'inferred';

/** A captured chunk: where and when, and its first bytes. */
export interface LadderChunk {
  readonly index: number;
  readonly at: number;
  readonly direction: 'received' | 'sent';
  readonly size: number;
  /** Bytes of the same direction before it. */
  readonly offset: number;
  /** Base64 of its first bytes, for the label. */
  readonly data: string;
}

/** A change the kernel's table has shown. */
export interface KernelNote {
  readonly at: number;
  readonly text: string;
}

/** One end of the connection: its record, and what is known of its present life, oldest first. */
export interface LadderEnd {
  readonly socket: Socket;
  readonly chunks: readonly LadderChunk[];
  readonly events: readonly { readonly number: number; readonly event: LabEvent }[];
  readonly notes?: readonly KernelNote[];
}

/** A connection: one end of ours, or both. */
export interface LadderInput {
  readonly client?: LadderEnd | undefined;
  readonly server?: LadderEnd | undefined;
}

export type InstantKind =
  | 'dial'
  | 'connect'
  | 'accept'
  | 'write'
  | 'data'
  | 'fin'
  | 'fin-received'
  | 'fin-waiting'
  | 'rst'
  | 'rst-received'
  | 'close'
  | 'paused'
  | 'resumed'
  | 'backpressure'
  | 'drain'
  | 'timeout'
  | 'error'
  | 'note'
  | 'kernel'
  /** A packet that must have passed; drawn on demand only. */
  | 'inferred';

/** What a person selects: a chunk of a capture, or an event by its number. */
export type LadderSource =
  | { readonly kind: 'chunk'; readonly socketId: SocketId; readonly index: number }
  | { readonly kind: 'event'; readonly socketId: SocketId; readonly number: number }
  | { readonly kind: 'record'; readonly socketId: SocketId };

/** Something that happened at one end at one time. */
export interface Instant {
  readonly at: number;
  readonly lane: Lane;
  readonly leg?: Leg;
  readonly kind: InstantKind;
  readonly provenance: Provenance;
  /** What the flag on the lifeline says; empty for what an arrow says already. */
  readonly text: string;
  readonly bytes: number;
  readonly source: LadderSource;
  readonly data?: string;
}

export type ArrowKind = 'data' | 'fin' | 'rst' | 'handshake';

/** From one instant to another, by their positions in the list; -1 where that end is not known or has not happened. */
export interface Arrow {
  readonly kind: ArrowKind;
  readonly lane: Lane;
  readonly leg?: Leg;
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  readonly provenance: Provenance;
  readonly label: string;
  /** Its other end is known and lies outside the stretch that is shown. */
  readonly reaches?: 'earlier' | 'later';
}

export type SpanKind = 'not-reading' | 'backpressure' | 'fin-waiting' | 'accept-queue';

/** A stretch of one lifeline; `to` is -1 while it lasts. */
export interface Span {
  readonly kind: SpanKind;
  readonly lane: Lane;
  readonly leg?: Leg;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly provenance: Provenance;
}

/** One lifeline: from where to where, and how it ended; positions in the list of instants, -1 = not (yet). */
export interface Lifeline {
  readonly lane: Lane;
  readonly leg?: Leg;
  /** Whether this end is ours. */
  readonly ours: boolean;
  readonly begin: number;
  readonly end: number;
  readonly ended: 'reset' | 'closed' | undefined;
  /** From here on the outgoing half is finished. */
  readonly finished: number;
  /** Of the stretch that is shown it has no part: it has not begun, or is over. */
  readonly absent?: boolean;
}

export interface Ladder {
  readonly instants: readonly Instant[];
  /** Per direction in the order of both their ends, as bytes keep their order. */
  readonly arrows: readonly Arrow[];
  readonly spans: readonly Span[];
  readonly lifelines: readonly Lifeline[];
}

export const otherLane = (lane: Lane): Lane => (lane === 'client' ? 'server' : 'client');

/** Where something happens: at which end of which connection. */
export interface Side {
  readonly lane: Lane;
  readonly leg?: Leg | undefined;
}

/** Whether this end is the tap's. */
export const isTaps = ({ lane, leg }: Side): boolean => leg === (lane === 'server' ? 'in' : 'out');

/** The name of a lifeline: `client` and `server`, or `client`, `tap` and `upstream`. */
export const sideName = (side: Side): string => (isTaps(side) ? 'tap' : side.leg === 'out' ? 'upstream' : side.lane);

/** Whether two ends are ends of the same connection. */
export const sameLeg = (one: Side, other: Side): boolean => one.leg === other.leg;
