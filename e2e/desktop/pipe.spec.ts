// The pipe between page and engine, and who may use it.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { About } from '../../shared/contract/methods/lab.ts';
import { EMPTY_PAGE, expect, test } from './fixture.ts';

interface Answer {
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Sends text through the page's pipe and waits for the answer with `id`. The page itself numbers its calls. */
function ask(page: Page, text: string, id: string | null): Promise<Answer> {
  return page.evaluate(
    ([text, id]) =>
      new Promise<Answer>((resolve) => {
        const stop = window.socketLab?.onEnvelope((answer) => {
          const envelope = JSON.parse(answer) as Answer;
          if (!('id' in envelope) || envelope.id !== id) return;
          stop?.();
          resolve(envelope);
        });
        window.socketLab?.send(text);
      }),
    [text, id] as const,
  );
}
const call = (id: string, method: string, params = {}) => JSON.stringify({ jsonrpc: '2.0', id, method, params });

test('a call is answered, by an engine in the main process', async ({ desktop: { app, page } }) => {
  const { result } = await ask(page, call('spec', 'lab.about'), 'spec');
  const about = result as About;
  expect(about.name).toBe('Socket Lab');
  expect(about).toMatchObject(
    await app.evaluate(() => ({
      pid: process.pid,
      node: process.versions.node,
      electron: process.versions.electron,
    })),
  );
});

test('events arrive, and after a reload the page is a fresh caller', async ({ desktop: { openWindow, caller } }) => {
  const page = await openWindow(EMPTY_PAGE);
  const listenForTypes = () =>
    page.evaluate(() => {
      const types: string[] = [];
      Object.assign(window, { types });
      window.socketLab?.onEnvelope((text) => {
        for (const { type } of JSON.parse(text).params?.events ?? []) types.push(type);
      });
    });
  const types = () => page.evaluate(() => (window as unknown as { types: string[] }).types);
  await listenForTypes();
  await ask(page, call('1', 'lab.snapshot'), '1');
  await ask(page, call('2', 'server.create', { listen: { port: 0 } }), '2');
  await expect.poll(types).toContain('server.created');

  await page.reload();
  await listenForTypes();
  expect((await ask(page, call('1', 'lab.about'), '1')).result).toBeTruthy();
  const other = await caller();
  await other.call('server.create', { listen: { port: 0 } });
  await other.event('server.created');
  await ask(page, call('2', 'lab.about'), '2'); // whatever was sent before has arrived by now
  expect(await types()).toEqual([]);
  await ask(page, call('3', 'lab.snapshot'), '3');
  await other.call('server.create', { listen: { port: 0 } });
  await expect.poll(types).toEqual(['server.created']);
});

test('a page may close its connection and open another', async ({ desktop: { openWindow } }) => {
  const page = await openWindow(EMPTY_PAGE);
  await ask(page, call('1', 'lab.snapshot'), '1');
  await page.evaluate(() => window.socketLab?.close());
  expect((await ask(page, call('2', 'lab.about'), '2')).result).toBeTruthy();
});

test('what is no JSON is answered as such', async ({ desktop: { page } }) => {
  expect((await ask(page, 'not JSON', null)).error?.code).toBe(-32700);
});

test('megabytes pass in both directions', async ({ desktop: { page } }) => {
  const name = 'ü'.repeat(2_000_000);
  const { error } = await ask(page, call('big', name), 'big');
  expect([error?.code, error?.message.includes(name)]).toEqual([-32601, true]);
});

test.describe('a message from elsewhere is refused', () => {
  let server: http.Server;
  let foreign: string;
  test.beforeEach(async () => {
    server = http.createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<h1>foreign</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    foreign = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  test.afterEach(() => server.close());

  /** Tries to create a server through the pipe of a page, and counts what comes back. */
  const attack = (page: Page) =>
    page.evaluate(
      (text) => {
        const state = { answers: 0 };
        Object.assign(window, { state });
        window.socketLab?.onEnvelope(() => state.answers++);
        window.socketLab?.send(text);
        return typeof window.socketLab;
      },
      call('attack', 'server.create', { listen: { port: 0 }, name: 'attacker' }),
    );

  test('a window with our preload on another origin', async ({ desktop }) => {
    const page = await desktop.openWindow(`${foreign}/`);
    expect(await attack(page)).toBe('object');
    await expect.poll(desktop.errors).toContain(`A message was not taken: it came from a page of ${foreign}.`);
    const caller = await desktop.caller();
    expect((await caller.call('lab.snapshot', {})).servers).toEqual([]);
    expect(await page.evaluate(() => (window as unknown as { state: object }).state)).toEqual({ answers: 0 });
  });

  test('our own window, brought to another origin; and back it is trusted again', async ({ desktop }) => {
    const { app, page } = desktop;
    const go = (url: string) =>
      app.evaluate(({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.loadURL(url), url);
    await go(`${foreign}/`);
    await expect(page.locator('h1')).toHaveText('foreign');
    await attack(page);
    await expect.poll(desktop.errors).toContain(`A message was not taken: it came from a page of ${foreign}.`);
    await go('app://lab/');
    const { result } = await ask(page, call('snapshot', 'lab.snapshot'), 'snapshot');
    expect(result).toMatchObject({ servers: [] });
  });
});
