// What a mock may ask for. Mocks decide, the engine acts: only its runner touches a socket.
import type { Address } from './fields.ts';

/** Bytes made as they are needed: the same for the same position, however they are cut. */
export interface Stream {
  produce(offset: number, size: number): Uint8Array;
  /** Undefined = as fast as the peer takes it. */
  readonly bytesPerSecond?: number | undefined;
  /** Undefined = for ever. */
  readonly totalBytes?: number | undefined;
  /** The size of the write that starts at `offset`; undefined = what suits the engine. */
  readonly sizeAt?: ((offset: number) => number) | undefined;
}

/** A file to be sent as it is when its turn comes. */
export interface FileSource {
  readonly path: string;
  readonly chunkBytes?: number | undefined;
  readonly bytesPerSecond?: number | undefined;
  readonly onEnd?: 'finish' | 'loop' | 'stay' | undefined;
  /** Goes on with what is appended to the file later. */
  readonly watch?: boolean | undefined;
}

export interface Upstream {
  readonly target: Address;
  readonly connectTimeoutMs?: number | undefined;
  readonly passFin?: boolean | undefined;
  readonly passReset?: boolean | undefined;
  /** When it cannot be reached. `text` is sent before closing with `reply`. */
  readonly onRefuse?: 'close' | 'reset' | 'reply' | undefined;
  readonly refusalReply?: Uint8Array | undefined;
}

/** Timers a mock can set, each once. */
export type TimerName = 'quiet' | 'expect' | 'seconds' | 'idle';

/**
 * One step for the engine, carried out in order; `wait` holds back the steps after it. `rule` says which rule a reply
 * comes from; `bare` passes by the wire's faults.
 */
export type Action =
  | { readonly do: 'send'; readonly bytes: Uint8Array; readonly rule?: string; readonly bare?: boolean }
  | { readonly do: 'send-file'; readonly file: FileSource; readonly rule?: string; readonly bare?: boolean }
  | { readonly do: 'stream'; readonly stream: Stream }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'end' }
  | { readonly do: 'destroy'; readonly now?: boolean }
  | { readonly do: 'reset'; readonly now?: boolean }
  | { readonly do: 'pause'; readonly ms?: number | undefined }
  | { readonly do: 'resume' }
  | { readonly do: 'note'; readonly text: string; readonly mark?: boolean }
  | { readonly do: 'timer'; readonly name: TimerName; readonly ms: number | undefined }
  | { readonly do: 'broadcast'; readonly bytes: Uint8Array; readonly includeSender: boolean }
  | { readonly do: 'relay'; readonly upstream: Upstream; readonly bytes?: Uint8Array; readonly end?: boolean }
  | { readonly do: 'forward'; readonly target: Address; readonly bytes: Uint8Array; readonly reply: boolean }
  | { readonly do: 'read-rate'; readonly bytesPerSecond: number | undefined }
  | { readonly do: 'fired'; readonly rule: string }
  | { readonly do: 'unmatched'; readonly bytes: Uint8Array }
  | { readonly do: 'failed'; readonly why: string };

export const send = (bytes: Uint8Array): Action => ({ do: 'send', bytes });
/** Holds back what follows for `ms` milliseconds; nothing for 0. */
export const wait = (ms: number | undefined): readonly Action[] => (ms ? [{ do: 'wait', ms }] : []);
/** Finish sending (FIN). Not a close: the peer may still be sending, and we want to see it. */
export const end = (): Action => ({ do: 'end' });
/** Close, after what was sent before. */
export const destroy = (): Action => ({ do: 'destroy' });
/** RST, after what was sent before. */
export const reset = (): Action => ({ do: 'reset' });

/** What is left to do at the end of something, by its word. */
export function closing(how: 'stay' | 'finish' | 'close' | 'reset' | 'keep' | undefined): readonly Action[] {
  return how === 'finish' ? [end()] : how === 'close' ? [destroy()] : how === 'reset' ? [reset()] : [];
}
