// A browser for benchmarks of what people see: Chromium without a window, as big as a laptop's screen.
import { createRequire } from 'node:module';
import { chromium } from '@playwright/test';

const { findChromium } = createRequire(import.meta.url)('../find-chromium.cjs');

/** Opens the page at `url`. Answers the page, how long that took in milliseconds, and how to end it all. */
export async function openPage(url, isThere) {
  const executablePath = findChromium();
  const asRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    args: asRoot ? ['--no-sandbox', '--test-type'] : [],
    ...(executablePath && { executablePath }),
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const startedAt = performance.now();
  await page.goto(url);
  await isThere(page);
  return { page, tookMs: performance.now() - startedAt, stop: () => browser.close() };
}
