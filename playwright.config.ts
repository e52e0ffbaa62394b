import { defineConfig } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './e2e/chromium.ts';

const executablePath = chromiumPath();
const launchOptions = { args: [...chromiumArgs], ...(executablePath && { executablePath }) };

/** Recording every step of every test costs a good part of the time; who looks for a failure asks for it. */
const tracing = process.env.LAB_TRACE === '1';

export default defineConfig<{ shell: 'web' | 'desktop' }>({
  outputDir: 'test-results/browser',
  globalSetup: './e2e/global-setup.ts',
  testMatch: '**/*.spec.ts', // files named .test.ts are vitest's
  workers: 2,
  retries: 0,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 15_000 }, // a fact comes late on a busy machine; it is waited for, not slept for
  reporter: [['list']],
  projects: [
    {
      name: 'web',
      testDir: 'e2e/web',
      use: {
        trace: tracing ? 'retain-on-failure' : 'off',
        launchOptions,
      },
    },
    // Electron's pages take no options from here: the fixture keeps the traces.
    { name: 'desktop', testDir: 'e2e/desktop' },
    // The specs of the web shell that say how the app itself is used, once more on the desktop.
    {
      name: 'both',
      testDir: 'e2e/web',
      testMatch: ['first-minutes.spec.ts', 'palette.spec.ts'],
      use: { shell: 'desktop', launchOptions },
    },
    // What is shipped, packed around a stand-in for Electron.
    { name: 'package', testDir: 'e2e/package' },
    // No browser: the served lab and foreign programs.
    { name: 'peers', testDir: 'e2e/peers' },
  ],
});
