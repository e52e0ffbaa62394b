import { defineConfig } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './e2e/chromium.ts';

const executablePath = chromiumPath();

export default defineConfig({
  outputDir: 'test-results/browser',
  globalSetup: './e2e/global-setup.ts',
  workers: 2,
  retries: 0,
  fullyParallel: true,
  timeout: 30_000,
  reporter: [['list']],
  projects: [
    {
      name: 'web',
      testDir: 'e2e/web',
      use: {
        trace: 'retain-on-failure',
        launchOptions: { args: [...chromiumArgs], ...(executablePath && { executablePath }) },
      },
    },
    // Electron's pages take no options from here: the fixture keeps the traces.
    { name: 'desktop', testDir: 'e2e/desktop' },
    // What is shipped, packed around a stand-in for Electron.
    { name: 'package', testDir: 'e2e/package' },
    // No browser: the served lab and foreign programs.
    { name: 'peers', testDir: 'e2e/peers' },
  ],
});
