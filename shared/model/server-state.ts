import type { Server } from '../contract/records.ts';

/** Whether a listen of the server is under way or done. */
export const isRunning = ({ state }: Pick<Server, 'state'>) =>
  state === 'listening' || state === 'binding' || state === 'retrying';
