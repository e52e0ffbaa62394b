import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createEngine } from '../engine/engine.ts';
import { startWebShell, type WebShell, type WebShellOptions } from './web-shell.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function shellForTest(options: Partial<WebShellOptions> = {}): Promise<WebShell> {
  const engine = createEngine({ version: 'test' });
  const shell = await startWebShell(engine, {
    host: '127.0.0.1',
    port: 0,
    pageRoot: import.meta.dirname,
    token: 'secret',
    ...options,
  });
  undo.push(
    () => engine.close(),
    () => shell.close(),
  );
  return shell;
}

/** The status of a request, with any headers. */
function statusOf(
  port: number,
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path, method, headers, setHost: headers.host === undefined },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on('error', reject);
    request.end();
  });
}

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

test('the API wants its token: 401 without or with a wrong one, before the upgrade', async () => {
  const { port } = await shellForTest();
  expect(await statusOf(port, '/api', upgrade)).toBe(401);
  expect(await statusOf(port, '/api?token=wrong', upgrade)).toBe(401);
  expect(await statusOf(port, '/api?token=secret2', upgrade)).toBe(401);
  expect(await statusOf(port, '/api?token=secret', upgrade)).toBe(101);
});

test('a foreign Origin is 403 even with the right token; none at all and our own are taken', async () => {
  const { port } = await shellForTest();
  const from = (origin: string) => statusOf(port, '/api?token=secret', { ...upgrade, origin });
  expect(await from('http://evil.example')).toBe(403);
  expect(await from(`http://localhost:${port}`)).toBe(403); // the page of another host name
  expect(await from(`https://127.0.0.1:${port}`)).toBe(403);
  expect(await from('null')).toBe(403);
  expect(await from(`http://127.0.0.1:${port}`)).toBe(101);
});

test('a foreign Host is 403, for the API and for every file (DNS rebinding)', async () => {
  const { port } = await shellForTest();
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    `127.0.0.1:${port + 1}`,
    '127.0.0.1',
    `127.0.0.1.evil.example:${port}`,
    '',
  ]) {
    expect(await statusOf(port, '/api?token=secret', { ...upgrade, host }), host).not.toBe(101);
    expect(await statusOf(port, '/access.ts', { host }), host).not.toBe(200);
  }
  expect(await statusOf(port, '/api?token=secret', { ...upgrade, host: `localhost:${port}` })).toBe(101);
  expect(await statusOf(port, '/api?token=secret', { ...upgrade, host: `[::1]:${port}` })).toBe(101);
});

test('the page wants its token; its parts do not, and nothing outside its folder is given', async () => {
  const { port } = await shellForTest();
  expect(await statusOf(port, '/')).toBe(401);
  expect(await statusOf(port, '/?token=secret')).toBe(404); // no page is built in this folder
  expect(await statusOf(port, '/../../package.json')).toBe(404);
  expect(await statusOf(port, '/%2e%2e/%2e%2e/package.json')).toBe(404);
  expect(await statusOf(port, '/%zz')).toBe(404);
  expect(await statusOf(port, '/?token=secret', {}, 'POST')).toBe(405);
});

test('a request that is no address is answered, not crashed on', async () => {
  const { port } = await shellForTest();
  const socket = net.connect(port, '127.0.0.1');
  socket.end(`GET // HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`);
  const [data] = await once(socket, 'data');
  expect(String(data)).toMatch(/^HTTP\/1\.1 40[04]/u);
  expect(await statusOf(port, '/api?token=secret', upgrade)).toBe(101);
});

test('every answer forbids foreign scripts, framing and referrers', async () => {
  const { port } = await shellForTest();
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
});

test('a frame over 64 MiB closes the connection with 1009', async () => {
  const { api } = await shellForTest();
  const socket = new WebSocket(api);
  await once(socket, 'open');
  socket.on('error', () => {}); // the other side stops reading in the middle of the frame
  socket.send(Buffer.alloc(64 * 1024 * 1024 + 1, 0x20).toString('latin1'));
  const [code] = await once(socket, 'close');
  expect(code).toBe(1009);
});

test('garbage and binary frames are answered with -32700, and the connection lives', async () => {
  const { api } = await shellForTest();
  const socket = new WebSocket(api);
  await once(socket, 'open');
  const answers: unknown[] = [];
  socket.on('message', (data) => answers.push(JSON.parse(String(data))));
  socket.send('{"jsonrpc":');
  socket.send(Buffer.from([1, 2, 3]));
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'net.isIP', params: { input: '::1' } }));
  await expect.poll(() => answers.length).toBe(3);
  expect(answers).toMatchObject([
    { error: { code: -32700 } },
    { error: { code: -32700 } },
    { id: 1, result: { result: 6 } },
  ]);
  socket.close();
});

test('bound to another address, files and paths of this machine are closed to callers unless allowed', async () => {
  const ask = async (shell: WebShell, method: string, params: object) => {
    const socket = new WebSocket(shell.api);
    await once(socket, 'open');
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    const [data] = await once(socket, 'message');
    socket.close();
    return JSON.parse(String(data)) as { result?: unknown; error?: { data?: { code: string } } };
  };
  const open = await shellForTest({ host: '0.0.0.0' });
  expect((await ask(open, 'path.inspect', { path: '/tmp' })).error?.data?.code).toBe('FILES_NOT_ALLOWED');
  expect((await ask(open, 'socket.connect', { target: { path: '/tmp/x.sock' } })).error?.data?.code).toBe(
    'FILES_NOT_ALLOWED',
  );
  expect((await ask(open, 'server.create', { listen: { path: '/tmp/x.sock' } })).error?.data?.code).toBe(
    'FILES_NOT_ALLOWED',
  );
  expect((await ask(open, 'server.create', { listen: { port: 0 } })).result).toBeDefined();
  const allowed = await shellForTest({ host: '0.0.0.0', allowFiles: true });
  expect((await ask(allowed, 'path.inspect', { path: '/tmp' })).result).toBeDefined();
});
