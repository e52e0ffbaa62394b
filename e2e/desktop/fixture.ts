// What every desktop spec gets: the built app, running in Electron or its double with a profile of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test as base, type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { findChromium } from '../find-chromium.cjs';
import { appRoot, chooseTarget, type Target } from './target.ts';

const target = chooseTarget();

export interface Desktop {
  readonly app: ElectronApplication;
  /** The app's window, its page loaded. */
  readonly page: Page;
  readonly target: Target;
  /** What the main process has written to standard error so far. */
  errors(): string;
  /** Starts the app again with the same profile, as a user would by a second double click. */
  second(...args: string[]): ChildProcess;
  /** Resolves with the exit code once the app has ended. */
  ended: Promise<number | null>;
}

interface Options {
  /** Arguments after the app's folder. */
  appArgs: readonly string[];
}

export const test = base.extend<Options & { desktop: Desktop }, { announced: undefined }>({
  appArgs: [[], { option: true }],

  announced: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern
    async ({}, use, { parallelIndex }) => {
      if (parallelIndex === 0) console.log(`Desktop specs run on ${target.words}.`);
      await use(undefined);
    },
    { scope: 'worker', auto: true },
  ],

  desktop: async ({ appArgs }, use, info) => {
    const profile = `--user-data-dir=${info.outputPath('profile')}`;
    const env = environment();
    const app = await electron.launch({ args: [appRoot, profile, ...appArgs], env });
    const process = app.process();
    let errors = '';
    process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    const ended = new Promise<number | null>((resolve) => process.once('exit', resolve));
    const tracing = app.context().tracing;
    await tracing.start({ screenshots: true, snapshots: true }); // options of the config do not reach Electron's pages
    const page = await app.firstWindow();
    await page.waitForURL((url) => url.href !== 'about:blank'); // the window is there before its page
    const second = (...args: string[]) =>
      spawn(program(), [...sandbox, appRoot, profile, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    await use({ app, page, target, errors: () => errors, second, ended });
    const failed = info.status !== info.expectedStatus;
    if (process.exitCode === null && process.signalCode === null) {
      await tracing.stop(failed ? { path: info.outputPath('trace.zip') } : {});
      await app.close();
    }
    if (failed) await info.attach('stderr of the main process', { body: errors, contentType: 'text/plain' });
  },
});

/** Playwright starts Electron without its sandbox on Linux; so must whoever starts it beside Playwright. */
const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];

/** Electron's program, or the double's. Asking downloads nothing: `chooseTarget` has seen to that. */
export function program(): string {
  return createRequire(import.meta.url)('electron') as string;
}

function environment(): Record<string, string> {
  const chromium = target.isDouble ? findChromium() : undefined;
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), ...(chromium && { CHROMIUM_PATH: chromium }) };
}

/** A folder for socket files and the like; short enough for a socket's path. */
export function specFolder(name: string): string {
  return path.join(appRoot, 'test-results', name);
}

export { expect } from '@playwright/test';
