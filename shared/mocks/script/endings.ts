import * as v from 'valibot';
import type { Action } from '../actions.ts';
import { defineStep } from './step.ts';

const ending = <const K extends string>(kind: K, title: string, summary: string, action: Action, over: boolean) =>
  defineStep({
    kind,
    title,
    summary,
    settings: v.strictObject({ kind: v.literal(kind) }),
    defaults: { kind } as never,
    run: () => ({ actions: [action], over }),
    words: [kind],
    print: () => kind,
    parse: () => ({ kind }) as never,
  });

/** FIN; the script goes on and may still expect messages. */
export const finish = ending('finish', 'Finish', 'FIN: nothing more is sent, reading goes on', { do: 'end' }, false);
export const close = ending('close', 'Close', 'ends both directions', { do: 'destroy' }, true);
export const reset = ending('reset', 'Reset', 'RST; on UNIX sockets a close', { do: 'reset' }, true);
