// What is pictured, by group. A group has a page of its own; `attempt` names a part that may fail without the rest.
import { bench, composer, grid, inspector, many, stream, views } from './bench-pictures.mjs';
import { forms, last, mocks, servers, start } from './screen-pictures.mjs';

/** In this order: after the last one the lab is gone. */
export const groups = { start, forms, bench, inspector, views, stream, composer, grid, many, servers, mocks, last };
