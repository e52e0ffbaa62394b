// The self-tests of the Electron double. They run on Electron too, where it is installed: what the double claims is then
// measured by the original.
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { instances, members, ownMembers } from './electron-members.ts';
import { firstPage, type Launched, launch, shown, target } from './launch.ts';
import { appRoot } from './target.ts';

const folder = path.join(appRoot, 'e2e/electron-double/self-test');

interface SelfTest {
  log: string[];
  mayNavigate: boolean;
  popups: 'allow' | 'deny';
  openWindow(): Promise<void>;
}
declare global {
  var selfTest: SelfTest;
}

interface Bridge {
  nested: { list: [number, () => string] };
  add(a: number, b: number): number;
  fail(): void;
  later(value: unknown): Promise<unknown>;
  laterFail(): Promise<void>;
  callBack<T>(back: (bytes: Uint8Array, object: { text: string }) => T): T;
  twice(): string;
  echo(...values: unknown[]): Promise<unknown[]>;
  invoke(channel: string): Promise<unknown>;
  notCloneable(): boolean;
  ping(n: number): void;
  pongs(): number[];
}
declare const bridge: Bridge;

const test = base.extend<{ self: Launched & { page: Page; log(): Promise<string[]> } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern
  self: async ({}, use, info) => {
    const launched = await launch(info, folder);
    const page = await firstPage(launched.app);
    await use({ ...launched, page, log: () => launched.app.evaluate(() => globalThis.selfTest.log) });
    await launched.close();
  },
});

test('a scheme of the app: page, module, data, storage; the order of the start', async ({
  self: { app, page, log },
}) => {
  await expect(page.locator('h1')).toHaveText('test://host/data.json?x=1 true 1');
  await expect.poll(log).toEqual(['will-finish-launching', 'ready', 'ready-to-show']);
  expect(
    await app.evaluate((electron) => [electron.app.getName(), electron.app.getVersion(), electron.app.isPackaged]),
  ).toEqual(['Self Test', '9.8.7', false]);
});

test('the bridge: values, functions, promises, errors, callbacks; nothing can be changed', async ({
  self: { page },
}) => {
  const seen = await page.evaluate(async () => {
    const caught = (run: () => unknown) => {
      try {
        return run();
      } catch (error) {
        return (error as Error).message;
      }
    };
    return {
      plain: { ...bridge },
      add: bridge.add(2, 3),
      deep: bridge.nested.list[1](),
      fail: caught(() => bridge.fail()),
      later: await bridge.later({ list: [1] }),
      laterFail: await bridge.laterFail().catch((error: Error) => error.message),
      callBack: bridge.callBack((bytes, { text }) => [bytes instanceof Uint8Array, bytes[0], text]),
      twice: bridge.twice(),
      frozen: [bridge, bridge.nested, bridge.nested.list].map((part) => Object.isFrozen(part)),
      ownWorld: bridge.add instanceof Function,
    };
  });
  expect(seen).toMatchObject({
    plain: { fsRefused: true, type: 'renderer' },
    add: 5,
    deep: 'deep',
    fail: 'not here',
    later: { list: [1] },
    laterFail: 'not now',
    callBack: [true, 7, 'x'],
    twice: 'Cannot bind an API on top of an existing property on the window object',
    frozen: [true, true, true],
    ownWorld: true,
  });
});

test('messages: values keep their kind, errors their text, senders their address', async ({ self: { page } }) => {
  const seen = await page.evaluate(async () => {
    const kinds = [new Map([[1, new Set(['x'])]]), new Date(5), 10n, undefined, Number.NaN, new Uint8Array([1, 255])];
    const back = await bridge.echo(...kinds);
    const refused = (channel: string) => bridge.invoke(channel).catch((error: Error) => error.message);
    return {
      kinds: back.map((value) => Object.prototype.toString.call(value)),
      set: (back[0] as Map<number, Set<string>>).get(1)?.has('x'),
      fail: await refused('fail'),
      missing: await refused('missing'),
      sender: await bridge.invoke('sender'),
      notCloneable: bridge.notCloneable(),
    };
  });
  expect(seen).toMatchObject({
    kinds: ['Map', 'Date', 'BigInt', 'Undefined', 'Number', 'Uint8Array'].map((kind) => `[object ${kind}]`),
    set: true,
    fail: "Error invoking remote method 'fail': RangeError: too far",
    missing: "Error invoking remote method 'missing': Error: No handler registered for 'missing'",
    sender: { url: 'test://host/', origin: 'test://host', isMain: true },
    notCloneable: true,
  });
  await page.evaluate(() => bridge.ping(1));
  await expect.poll(() => page.evaluate(() => bridge.pongs())).toEqual([2, 3]);
});

test('the page cannot reach or spoil the preload’s world', async ({ self: { page } }) => {
  const leaked = await page.evaluate(() => {
    Array.prototype.push = () => 0;
    JSON.stringify = () => 'spoilt';
    Map.prototype.get = () => undefined;
    Object.prototype.toString = () => 'spoilt';
    bridge.ping(10);
    return Object.getOwnPropertyNames(window).filter((name) => /electron|double|wire|ipc/iu.test(name));
  });
  expect(leaked).toEqual([]);
  await page.waitForFunction(() => bridge.pongs()[1] === 12);
});

test('navigation: the app is asked, and its answer holds', async ({ self: { app, page, log } }) => {
  const hits: string[] = [];
  const server = http.createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('content-type', 'text/html').end('<h1>elsewhere</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const go = (href: string) => page.evaluate((to) => void setTimeout(() => location.assign(to)), href);
  await go(url);
  await expect.poll(log).toContain(`will-navigate ${url}`);
  await page.evaluate((to) => void window.open(to), url);
  await expect.poll(log).toContain(`open ${url}`);
  await expect(page.locator('h1')).toContainText('test://');
  expect([hits, app.windows().length]).toEqual([[], 1]);

  await app.evaluate(() => {
    globalThis.selfTest.mayNavigate = true;
  });
  await go('/other');
  await expect(page.locator('h1')).toHaveText('other');
  expect(await log()).toContain('will-navigate test://host/other');
  await go(url);
  await expect(page.locator('h1')).toHaveText('elsewhere');
  await page.goBack();
  await expect(page.locator('h1')).toHaveText('other');
  server.close();
});

test('windows come and go, and the last one takes the app along', async ({
  self: { app, page, log, ended, errors },
}) => {
  const opened = app.waitForEvent('window');
  await app.evaluate(() => globalThis.selfTest.openWindow());
  const second = await shown(await opened);
  const idOf = (of: Page) => of.evaluate(async () => ((await bridge.invoke('sender')) as { id: number }).id);
  expect(await idOf(second)).not.toBe(await idOf(page));
  await second.close();
  await expect.poll(log).toContain('closed');
  expect(await log()).not.toContain('window-all-closed');
  await app.evaluate((electron) => electron.app.once('window-all-closed', () => electron.app.quit()));
  await page.close();
  expect(await ended).toBe(0);
  expect(errors()).toContain('close closed close closed window-all-closed before-quit will-quit');
});

test('what a page keeps survives a restart', async ({ self }, info) => {
  await expect(self.page.locator('h1')).toContainText('true 1');
  await self.close();
  const again = await launch(info, folder);
  await expect((await firstPage(again.app)).locator('h1')).toContainText('true 2');
  await again.close();
});

test('a second instance tells the first its command line and data', async ({ self: { again, log } }) => {
  const [code] = await once(again('one-more'), 'exit');
  expect(code).toBe(0);
  await expect.poll(log).toContain('second-instance one-more {}');
});

test.describe('what only the double does', () => {
  test.skip(!target.isDouble, 'this is Electron');

  test('a window a page may open ends the run: the double has none', async ({ self: { app, page, ended, errors } }) => {
    await app.evaluate(() => {
      globalThis.selfTest.popups = 'allow';
    });
    await page.evaluate(() => void window.open('/other')).catch(() => {}); // the end may come first
    expect(await ended).toBe(1);
    expect(errors()).toMatch(/opens no windows for pages, and the app did not deny test:\/\/host\/other\./u);
  });

  test('insecure windows and missing parts are refused by name', async ({ self: { app } }) => {
    const complaints = await app.evaluate((electron) => {
      const complaint = (run: () => unknown) => {
        try {
          return String(run());
        } catch (error) {
          return (error as Error).message;
        }
      };
      const { BrowserWindow } = electron;
      return [
        complaint(() => new BrowserWindow({ webPreferences: { sandbox: false } })),
        complaint(() => new BrowserWindow({ webPreferences: { contextIsolation: false } })),
        complaint(() => electron.powerMonitor),
      ];
    });
    expect(complaints).toEqual([
      'The Electron double has no windows with sandbox: false.',
      'The Electron double has no windows with contextIsolation: false.',
      'The Electron double has no electron.powerMonitor. Add it in e2e/electron-double, or leave it.',
    ]);
  });

  test('it has exactly the members its lists say, which are checked against Electron’s types', async ({
    self: { app },
  }) => {
    const found = await app.evaluate((electron) => {
      /** Public members of an object, of its own and of its classes, without those of an event emitter. */
      const membersOf = (part: object) => {
        const names = new Set<string>();
        for (
          let at = part;
          at && at !== Object.prototype && at !== Function.prototype;
          at = Object.getPrototypeOf(at)
        ) {
          if (Object.hasOwn(at, 'setMaxListeners')) break; // an event emitter, or its class
          for (const name of Object.getOwnPropertyNames(at)) names.add(name);
        }
        const inherited = ['constructor', 'length', 'name', 'prototype', 'emit']; // `emit` is wrapped by Playwright
        return [...names].filter((name) => !inherited.includes(name) && !name.startsWith('_')).sort();
      };
      const parts = ['app', 'dialog', 'ipcMain', 'nativeTheme', 'protocol', 'screen', 'session', 'shell'];
      const more = ['webContents', 'BrowserWindow', 'Menu', 'MenuItem', 'Notification'];
      const found: Record<string, string[]> = {};
      for (const part of [...parts, ...more]) found[part] = membersOf(electron[part as 'app']);
      const window = electron.BrowserWindow.getAllWindows()[0] as object & { webContents: object };
      const { defaultSession } = electron.session;
      return {
        found,
        window: membersOf(window),
        contents: membersOf(window.webContents),
        session: membersOf(defaultSession),
      };
    });
    const listed = (name: string, names: readonly string[]) => [...names, ...(ownMembers[name] ?? [])].sort();
    for (const [name, names] of Object.entries(members)) {
      const own = name === 'session' ? [...names] : listed(name, names);
      expect.soft(found.found[name], name).toEqual(own);
    }
    for (const name of ['window', 'contents', 'session'] as const) {
      expect.soft(found[name], name).toEqual(listed(name, instances[name]));
    }
  });
});
