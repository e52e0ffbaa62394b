import { nodeRefusal, refusalOf } from '../failures.ts';
import { bytesToWrite } from '../node-rules.ts';
import type { Life } from './life.ts';

export interface Written {
  flushed: boolean;
  bytes: number;
  queued: number;
}

/**
 * `socket.write()`. What Node would answer by destroying the socket is refused before, with Node's code: after `end`,
 * after the peer has ended it, after destroy. On a socket that was never dialled it is left to Node (B25).
 */
export function writeTo(life: Life, data: unknown, encoding: unknown): Written {
  const bytes = decoded(data, encoding);
  refuseUnwritable(life);
  const flushed = life.send(bytes);
  return { flushed, bytes: bytes.length, queued: life.socket.writableLength };
}

/** Throws when nothing can be written any more, with the code Node gives in that case. */
export function refuseUnwritable(life: Life): void {
  const { socket, row } = life;
  if (life.finishing) {
    const endedByPeer = row.endedLives.includes(life.number) && !socket.allowHalfOpen;
    if (endedByPeer) throw nodeRefusal('EPIPE', 'This socket has been ended by the other party');
    throw nodeRefusal('ERR_STREAM_WRITE_AFTER_END', 'write after end');
  }
  if (socket.destroyed) throw nodeRefusal('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');
}

function decoded(data: unknown, encoding: unknown): Buffer {
  try {
    return bytesToWrite(data, encoding);
  } catch (error) {
    throw refusalOf(error);
  }
}
