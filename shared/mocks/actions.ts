// What a behaviour may ask for. Behaviours decide, the engine acts: only `mock-runner.ts` touches a socket.

/** One step for the engine, carried out in order; `wait` holds back the steps after it. */
export type Action =
  | { readonly do: 'send'; readonly bytes: Uint8Array }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'end' }
  | { readonly do: 'destroy' }
  | { readonly do: 'reset' }
  | { readonly do: 'pause' }
  | { readonly do: 'resume' }
  | { readonly do: 'note'; readonly text: string };

export const send = (bytes: Uint8Array): Action => ({ do: 'send', bytes });
/** Holds back what follows for `ms` milliseconds; nothing for 0. */
export const wait = (ms: number | undefined): readonly Action[] => (ms ? [{ do: 'wait', ms }] : []);
/** Finish sending (FIN). Not a close: the peer may still be sending, and we want to see it. */
export const end = (): Action => ({ do: 'end' });
/** Close, after what was sent before. */
export const destroy = (): Action => ({ do: 'destroy' });
export const reset = (): Action => ({ do: 'reset' });
