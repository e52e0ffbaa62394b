// Starts an app in Electron or its double, as Playwright and as a user would.
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { type ElectronApplication, _electron as electron, type Page, type TestInfo } from '@playwright/test';
import { findChromium } from '../find-chromium.cjs';
import { chooseTarget } from './target.ts';

export const target = chooseTarget();

export interface Launched {
  readonly app: ElectronApplication;
  /** What the main process has written to standard error so far. */
  errors(): string;
  /** Resolves with the exit code once the app has ended. */
  readonly ended: Promise<number | null>;
  /** Starts the app again with the same profile, as a second double click would. */
  again(...args: string[]): ChildProcess;
  /** Ends the app if it is still running, and keeps its errors, and a trace where LAB_TRACE=1 asks for one, if the test has failed. */
  close(): Promise<void>;
}

/** Playwright starts Electron without its sandbox on Linux; so must whoever starts it beside Playwright. */
const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];

/** The environment of an app; whatever Chromium the double is to use was looked for once, here. */
export function appEnvironment(): Record<string, string> {
  const chromium = target.isDouble ? findChromium() : undefined;
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), ...(chromium && { CHROMIUM_PATH: chromium }) };
}

/** Starts an app with a profile in the test's own folder. */
export async function launch(info: TestInfo, appFolder: string, profile = 'profile'): Promise<Launched> {
  const args = [appFolder, `--user-data-dir=${info.outputPath(profile)}`];
  const env = appEnvironment();
  const app = await electron.launch({ args, env });
  const main = app.process();
  let errors = '';
  main.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const isRunning = () => main.exitCode === null && main.signalCode === null;
  const ended = new Promise<number | null>((resolve) => main.once('exit', resolve));
  // Options of the config do not reach Electron's pages.
  const tracing = process.env.LAB_TRACE === '1' ? app.context().tracing : undefined;
  await tracing?.start({ screenshots: true, snapshots: true });
  // Electron's program or the double's. Asking downloads nothing: `chooseTarget` has seen to that.
  const program = createRequire(import.meta.url)('electron') as string;
  return {
    app,
    errors: () => errors,
    ended,
    again: (...more) => spawn(program, [...sandbox, ...args, ...more], { env, stdio: ['ignore', 'ignore', 'inherit'] }),
    close: async () => {
      const failed = info.status !== info.expectedStatus;
      if (isRunning()) {
        await tracing?.stop(failed ? { path: info.outputPath('trace.zip') } : {});
        await app.close();
      }
      if (failed) await info.attach('stderr of the main process', { body: errors, contentType: 'text/plain' });
    },
  };
}

/** The app's first window, once it shows its page: the window is there before. */
export async function firstPage(app: ElectronApplication): Promise<Page> {
  return shown(await app.firstWindow());
}

export async function shown(page: Page): Promise<Page> {
  await page.waitForURL((url) => url.href !== 'about:blank');
  return page;
}
