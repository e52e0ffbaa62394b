// The ways to end a socket from this side (net documentation: `end`, `destroy`, `destroySoon`, `resetAndDestroy`).
import { addAbortSignal } from 'node:stream';
import { assertNever } from '../../../shared/assert-never.ts';
import { nodeRefusal, refusalOf } from '../failures.ts';
import { nodeError } from '../node-rules.ts';
import type { Life } from './life.ts';

/** How long a reset waits for a FIN that is already on its way to the kernel. */
const FIN_PATIENCE_MS = 250;
/** How long a peer gets to read what was sent before a reset behind it. */
const READING_PATIENCE_MS = 25;

/** FIN after what is queued (RFC 9293 section 3.6). Twice is fine, as in Node. */
export function finishSending(life: Life): void {
  const lane = life.faults?.sent;
  if (lane) lane.put({ kind: 'end' });
  else finishNow(life);
}
/** The same without waiting for what faults keep back. */
export function finishNow(life: Life): void {
  life.ending.first ??= 'us';
  life.socket.end();
  // Normally `finish` follows at once and says it all; with data before the FIN the record has to.
  if (life.socket.writableLength > 0 || life.socket.connecting) life.checkReadyState();
}

/** Closes now. What is queued is lost; with unread data the kernel sends RST in place of FIN (net-behaviours B10). */
export function destroyNow(life: Life, error?: Error): void {
  if (life.socket.destroyed) return;
  note(life, 'local-destroy');
  life.socket.destroy(error);
}

/** Closes when what is queued has been handed over. */
export function destroyWhenFlushed(life: Life): void {
  const lane = life.faults?.sent;
  if (lane && !lane.ended) lane.put({ kind: 'close' });
  else closeNow(life);
}
/** The same without waiting for what faults keep back. */
export function closeNow(life: Life): void {
  if (life.socket.destroyed) return;
  note(life, 'local-destroy');
  life.socket.destroySoon();
  life.checkReadyState();
}

/** As an AbortSignal does it: ABORT_ERR, then close. */
export function cancel(life: Life): void {
  note(life, 'aborted');
  addAbortSignal(AbortSignal.abort(), life.socket);
}

/**
 * RST. On a UNIX socket there is none (ERR_INVALID_HANDLE_TYPE). While connecting the attempt is given up at once.
 * While Node hands over a FIN it would leave the socket half dead (B11), so the reset follows the FIN then. A FIN that
 * still waits behind unsent data is not handed over yet; the reset throws both away.
 */
export function resetNow(life: Life): void {
  const { socket } = life;
  if (life.onPath) throw nodeRefusal('ERR_INVALID_HANDLE_TYPE', 'This handle type cannot be sent');
  if (socket.connecting) {
    note(life, 'local-reset');
    socket.destroy();
    return;
  }
  const handingOverFin = socket.writableEnded && socket.writableLength === 0 && !socket.writableFinished;
  if (!handingOverFin) {
    note(life, 'local-reset');
    try {
      socket.resetAndDestroy();
    } catch (error) {
      life.ending.intent = undefined;
      throw refusalOf(error);
    }
    return;
  }
  note(life, 'local-reset');
  const patience = setTimeout(() => socket.destroy(), FIN_PATIENCE_MS);
  socket.once('finish', () => {
    clearTimeout(patience);
    if (!socket.destroyed) socket.resetAndDestroy();
  });
}

/**
 * RST behind what was sent; a UNIX socket is closed. A reset makes the peer's kernel forget what its program has not read
 * yet, so it waits a moment after the last byte was handed over.
 */
export function resetWhenFlushed(life: Life): void {
  const { socket } = life;
  if (life.onPath) {
    closeNow(life);
    return;
  }
  if (socket.destroyed || socket.writableEnded || (socket.bytesWritten ?? 0) === 0) {
    resetOrClose(life);
    return;
  }
  // An empty write is done when everything before it is.
  socket.write('', () => setTimeout(() => resetOrClose(life), READING_PATIENCE_MS));
}

/** RST at once; a UNIX socket has none and is closed. */
export function resetOrClose(life: Life): void {
  if (life.socket.destroyed) return;
  if (life.onPath || life.undialled) destroyNow(life);
  else resetNow(life);
}

/** What was chosen to happen when a socket has been idle for its timeout. */
export function actOnIdle(life: Life): void {
  const { onTimeout } = life.row;
  switch (onTimeout) {
    case 'notify':
      return;
    case 'end':
      if (!life.socket.writableEnded) finishSending(life);
      return;
    case 'destroy':
      note(life, 'timeout');
      life.socket.destroy();
      return;
    case 'reset':
      resetOrClose(life);
      return;
    default:
      assertNever(onTimeout);
  }
}

/** The error of `socket.destroy({ error })`: a person's own words. */
export const userError = (text: string) => nodeError('USER_ERROR', text, Error);

function note(life: Life, intent: NonNullable<Life['ending']['intent']>): void {
  if (life.ending.error) return; // it is ending already, and not by our hand
  life.ending.intent ??= intent;
  life.ending.first ??= 'us';
}
