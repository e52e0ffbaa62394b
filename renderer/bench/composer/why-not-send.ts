import type { Socket } from '../../../shared/contract/records.ts';
import { isOver } from '../../../shared/model/socket-state.ts';

/** Why this end cannot send now; undefined when it can. */
export function whyNotSend({ state, readyState }: Pick<Socket, 'state' | 'readyState'>): string | undefined {
  if (state === 'created') return 'Dial first: a socket that was never dialled cannot send.';
  if (isOver(state)) return 'This end is closed.';
  if (readyState === 'readOnly') return 'This end has finished sending. A FIN is a promise to send nothing more.';
  return readyState === 'closed' ? 'This end is closing.' : undefined;
}
