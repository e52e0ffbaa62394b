// What the engine and its sampler thread say to each other. Targets cross once; a look brings flat numbers back.
import { type KernelState, type KernelTimer, kernelStates, kernelTimers } from '../../../shared/contract/kernel.ts';

/** An address as Node gives it; zone identifiers are ignored. */
export interface WireAddress {
  readonly address: string;
  readonly port: number;
}

/** A socket to be found in the kernel's tables: by its two addresses, by its inode, or by both. */
export interface SocketTarget {
  readonly id: number;
  readonly local: WireAddress | undefined;
  readonly remote: WireAddress | undefined;
  /** Of the descriptor; undefined where it is not known. */
  readonly inode: number | undefined;
  readonly unix: boolean;
  /** Whether Node still holds it. One that is closed owns no inode any more, so a row with one is somebody else's. */
  readonly live: boolean;
  /** Whether the other end is to be looked for on this computer, too. */
  readonly withPeer: boolean;
}

/** A listening server, found by its inode. */
export interface ServerTarget {
  readonly id: number;
  readonly inode: number;
  /** The table it is in. */
  readonly table: 'tcp' | 'tcp6' | 'unix';
}

/** What has changed about the targets. It has no answer. */
export interface TargetChanges {
  readonly put: readonly SocketTarget[];
  readonly drop: readonly number[];
}

/** Asks for one look. */
export interface LookRequest {
  /** All servers to look at; undefined when they are as before. */
  readonly servers: readonly ServerTarget[] | undefined;
}

export interface LookAnswer {
  /** Why nothing could be read. */
  readonly problem?: string;
  /** Milliseconds of processor time this look has taken, as far as the system tells, else of time. */
  readonly costMs: number;
  /** When the tables were read, on the system's monotonic clock, in milliseconds. */
  readonly readAt: number;
  /** Rows that are new or changed, `ROW_WIDTH` numbers each. */
  readonly changed: Float64Array;
  /** Two numbers a server: its id, how many wait to be accepted. */
  readonly queues: Float64Array;
}

/** What the worker is started with. */
export interface WorkerOptions {
  readonly platform: string;
  /** The folder of the kernel's tables on Linux. */
  readonly tables: string;
}

/** One row as numbers. `NONE` where the system does not tell, or there is no such row. */
export const NONE = -1;
/** In place of a state: there may be such a row, and the system does not tell. */
export const UNTOLD = -2;
export const ROW_WIDTH = 13;
export const column = {
  id: 0,
  state: 1,
  sendQueue: 2,
  receiveQueue: 3,
  timer: 4,
  timerMs: 5,
  retransmits: 6,
  probes: 7,
  inode: 8,
  peerState: 9,
  peerSendQueue: 10,
  peerReceiveQueue: 11,
  peerInQueue: 12,
} as const;

const stateNumbers: ReadonlyMap<string, number> = new Map(kernelStates.map((state, i) => [state, i]));
export const stateNumber = (state: KernelState): number => stateNumbers.get(state) ?? NONE;
export const stateOfNumber = (number: number): KernelState | undefined => kernelStates[number];
const timerNumbers: ReadonlyMap<string, number> = new Map(kernelTimers.map((timer, i) => [timer, i]));
export const timerNumber = (timer: KernelTimer): number => timerNumbers.get(timer) ?? NONE;
export const timerOfNumber = (number: number): KernelTimer | undefined => kernelTimers[number];
