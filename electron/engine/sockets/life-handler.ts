// Who has a say in a life, and who may hold its reading back.
import type { Close } from '../../../shared/contract/records.ts';

export type PauseReason = 'user' | 'mock' | 'fault';

/** Who hears what a life receives and when it may send on. */
export interface LifeHandler {
  onOpened(): void;
  /** The chunk must not be changed afterwards. */
  onChunk(chunk: Buffer): void;
  onPeerEnd(): void;
  onDrain(): void;
  /** The life is over; nothing can be said any more. */
  stop(): void;
  /** A dialled connection is there. */
  onConnected?(): void;
  /** How the life has ended, after the fact was told. */
  onClosed?(close: Close): void;
  /** The other end of a tap’s connection has turned out to be ours. */
  checkLoop?(): void;
}
