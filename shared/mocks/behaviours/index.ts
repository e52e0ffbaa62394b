import { banner } from './banner.ts';
import { discard } from './discard.ts';
import { echo } from './echo.ts';
import { fixedReply } from './fixed-reply.ts';
import { neverReply } from './never-reply.ts';

/** Every behaviour a mock can be based on, in the order menus show them. */
export const behaviours = [echo, discard, banner, fixedReply, neverReply] as const;
