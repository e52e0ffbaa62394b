// Chromium for the browser tests: where it is, and how it has to be started here.
import { findChromium, howToInstall } from './find-chromium.cjs';

/** The program's path; undefined when there is none, and then standard error says how to get one. */
export function chromiumPath(): string | undefined {
  const found = findChromium();
  if (!found) console.error(howToInstall);
  return found;
}

/** Chromium has no sandbox for root, and says so in a bar over the page unless `--test-type` is given. */
export const chromiumArgs: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [];

export { ensureChromium } from './ensure-chromium.mjs';
