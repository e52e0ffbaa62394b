#!/usr/bin/env node
// Builds what is missing or old, then runs the built command in this very process, so that its pid, its signals and the
// descriptors it inherited are its own.
import { ensureBuilt, root } from './ensure-built.mjs';

ensureBuilt();
await import(new URL('out/cli/cli.cjs', root).href);
