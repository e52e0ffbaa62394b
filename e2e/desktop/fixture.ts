// What every desktop spec gets: the built app, running in Electron or its double with a profile of its own.
import path from 'node:path';
import { test as base, expect, type Page, type TestInfo } from '@playwright/test';
import { TestCaller } from '../../electron/engine/testing/test-caller.ts';
import type { Transport } from '../../shared/contract/transport.ts';
import { type Person, personAt } from './dialogs.ts';
import { firstPage, type Launched, launch, shown, target } from './launch.ts';
import { transportOf } from './remote-pipe.ts';
import { appRoot } from './target.ts';

export interface Desktop extends Launched {
  /** The app's window, its page loaded. */
  readonly page: Page;
  /** Who sits at the system's dialogs. */
  readonly person: Person;
  /** Bugs the app reports are part of this test; elsewhere they fail it. */
  expectBugs(): void;
  /** Another window with the app's preload on any address; at app://lab/… without a page, its pipe is free. */
  openWindow(url: string): Promise<Page>;
  /** A transport to the app's engine over Electron's IPC, from a window of its own; as often as needed. */
  dial(): Promise<Transport>;
  /** A caller over such a transport that has its snapshot and remembers every event. */
  caller(): Promise<TestCaller>;
}

/** Of the app's own origin, with its policy, and without a page: nobody uses the pipe there. */
export const EMPTY_PAGE = 'app://lab/empty';

const preload = path.join(appRoot, 'out/preload/preload.cjs');

export const test = base.extend<{ desktop: Desktop }, { announced: undefined }>({
  announced: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern
    async ({}, use, { parallelIndex }) => {
      if (parallelIndex === 0) console.log(`Desktop specs run on ${target.words}.`);
      await use(undefined);
    },
    { scope: 'worker', auto: true },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern
  desktop: async ({}, use, info) => {
    const desktop = await openDesktop(info);
    await use(desktop);
    await desktop.close();
  },
});

/** The stack of an exception in the main process, or what the double lacks; undefined when there is neither. */
const bugIn = (errors: string) => /.*\n\s+at .*main\.cjs.*|The Electron double has no .*/u.exec(errors)?.[0];

/** Resolves once a page shows the lab as it is: what happens from then on, it hears of. */
export const hasSnapshot = (page: Page) =>
  expect(page.getByTestId('status-bar')).toContainText('Live', { timeout: 20_000 });

/** Opens the built app; for specs that share one. */
export async function openDesktop(info: TestInfo): Promise<Desktop> {
  const launched = await launch(info, appRoot);
  const { app } = launched;
  const person = await personAt(app);
  let bugsAreExpected = false;
  const openWindow = async (url: string) => {
    const opened = app.waitForEvent('window');
    await app.evaluate(
      ({ BrowserWindow }, given) => {
        const window = new BrowserWindow({ show: false, webPreferences: { preload: given.preload } });
        return window.loadURL(given.url);
      },
      { preload, url },
    );
    return shown(await opened);
  };
  const dial = async () => transportOf(await openWindow(EMPTY_PAGE));
  const caller = async () => {
    const made = new TestCaller(await dial());
    await made.call('lab.snapshot', {});
    return made;
  };
  const close = async () => {
    await person.pressing('without saving', 'disconnect').catch(() => {}); // the app may have ended
    await launched.close();
    const found = bugsAreExpected ? undefined : bugIn(launched.errors());
    if (found) throw new Error(`the app has reported a bug:\n${found}`);
  };
  const expectBugs = () => {
    bugsAreExpected = true;
  };
  const page = await firstPage(app);
  await hasSnapshot(page);
  return { ...launched, page, person, expectBugs, openWindow, dial, caller, close };
}

export { expect } from '@playwright/test';
