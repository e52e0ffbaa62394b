import type { Failure } from '../../../shared/contract/failures.ts';
import type { Close, CloseCause } from '../../../shared/contract/records.ts';

/** What led to the end of a life, noted as it happened. */
export interface Ending {
  /** What we did on purpose to end it; undefined when it ended by itself. */
  intent: Extract<CloseCause, 'local-destroy' | 'local-reset' | 'timeout' | 'aborted'> | undefined;
  /** Who acted first: called end, destroy or reset, or was the first to be heard finishing. */
  first: 'us' | 'peer' | undefined;
  error: Error | undefined;
  /** That error in words. */
  failure: Failure | undefined;
  /** A server of ours dropped this client (`maxConnections`). */
  turnedAway: boolean;
  /** Node reported an end, and the kernel had no connection any more although this end had not finished (B12). */
  peerGone: boolean;
}

const causeOfCode: Readonly<Record<string, CloseCause>> = {
  ECONNRESET: 'rst',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ABORT_ERR: 'aborted',
};
/** Errors that only the other side can have caused. */
const madeByPeer = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE']);

/** How a life ended, from what was noted. */
export function closeFacts(ending: Ending, hadError: boolean): Close {
  const { intent, error, failure, turnedAway, peerGone } = ending;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const cause = turnedAway
    ? 'turned-away'
    : (intent ?? (error ? (causeOfCode[code] ?? 'error') : peerGone ? 'peer-gone' : 'fin'));
  const first = ending.first ?? (turnedAway || madeByPeer.has(code) ? 'peer' : 'unknown');
  return { hadError, cause, first, ...(failure && { failure }) };
}
