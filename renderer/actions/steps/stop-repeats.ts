import { useLab } from '../../state/lab-store.ts';
import type { Actions } from '../actions.ts';
import { stopRetry, useRetries } from '../retry.ts';

/** Whether anything is being sent or dialled again and again. */
export const anyRepeats = () => useLab.getState().lab.repeats.size + useRetries.getState().retries.size > 0;

/** Ends every repeat of the lab, and every dialling again of this page. */
export async function stopEveryRepeat(actions: Actions): Promise<void> {
  for (const socketId of useRetries.getState().retries.keys()) stopRetry(socketId);
  await actions.call('repeat.stop', {});
}
