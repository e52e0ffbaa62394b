// The window and what surrounds the page: address, policy, permissions, and what of Electron the page can see.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentSecurityPolicy } from '../../electron/desktop/app-protocol.ts';
import { expect, test } from './fixture.ts';

test('the window opens on the page, loaded from app://', async ({ desktop: { app, page } }) => {
  await expect(page).toHaveTitle(/Socket Lab/u);
  await expect(page.locator('#root > *')).not.toHaveCount(0);
  const window = await app.evaluate(({ BrowserWindow }) => {
    const { length, 0: window } = BrowserWindow.getAllWindows();
    const { width, height } = window?.getBounds() ?? {};
    return { length, url: window?.webContents.getURL(), width, height };
  });
  expect(window).toEqual({ length: 1, url: 'app://lab/', width: 1280, height: 800 });
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
});

test('the policy comes as a header, and holds', async ({ desktop: { page } }) => {
  const hits: string[] = [];
  const server = http.createServer((request, response) => {
    hits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const response = await page.reload();
    expect(response?.headers()['content-security-policy']).toBe(contentSecurityPolicy);
    const violated = await page.evaluate(async (url) => {
      const wanted = ['script-src-elem', 'connect-src', 'img-src', 'frame-src', 'style-src-elem'];
      const seen = new Set<string>();
      const all = new Promise<void>((resolve) => {
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          seen.add(effectiveDirective);
          if (wanted.every((directive) => seen.has(directive))) resolve();
        });
      });
      const add = (tag: string, properties: object) =>
        document.body.append(Object.assign(document.createElement(tag), properties));
      add('script', { textContent: 'document.title = "inline script ran"' });
      add('style', { textContent: 'body { display: none }' });
      add('img', { src: `${url}/img` });
      add('iframe', { src: `${url}/frame` });
      fetch(`${url}/fetch`).catch(() => {}); // this is what is wanted
      await all;
      return { title: document.title, display: getComputedStyle(document.body).display };
    }, elsewhere);
    expect(violated.title).not.toContain('inline');
    expect(violated.display).not.toBe('none');
    expect(hits).toEqual([]);
  } finally {
    server.close();
  }
});

test('of Electron and Node the page sees one frozen object with a few functions', async ({ desktop: { page } }) => {
  const seen = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'];
    const { socketLab } = window;
    const descriptor = Object.getOwnPropertyDescriptor(window, 'socketLab');
    return {
      names: names.filter((name) => name in window),
      api: Object.entries(socketLab ?? {}).map(([name, value]) => `${name}: ${typeof value}`),
      shell: Object.entries(socketLab?.shell ?? {}).map(([name, value]) => `${name}: ${typeof value}`),
      frozen: Object.isFrozen(socketLab) && Object.isFrozen(socketLab?.shell),
      replaceable: Boolean(descriptor?.writable || descriptor?.configurable),
    };
  });
  expect(seen).toEqual({
    names: [],
    api: ['send: function', 'onEnvelope: function', 'close: function', 'shell: object'],
    shell: ['tell: function', 'ask: function', 'onTold: function', 'pathOf: function'],
    frozen: true,
    replaceable: false,
  });
});

test('permissions are refused, but for writing text to the clipboard', async ({ desktop: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'midi', 'clipboard-read', 'clipboard-write'];
    const states: Record<string, string> = {};
    for (const name of names) {
      states[name] = (await navigator.permissions.query({ name: name as PermissionName })).state;
    }
    const position = await new Promise<unknown>((resolve) =>
      navigator.geolocation.getCurrentPosition(resolve, ({ code }) => resolve(code)),
    );
    return { ...states, position };
  });
  expect(states).toEqual({
    geolocation: 'denied',
    notifications: 'denied',
    camera: 'denied',
    midi: 'denied',
    'clipboard-read': 'denied',
    'clipboard-write': 'granted',
    position: 1, // PERMISSION_DENIED
  });
});
