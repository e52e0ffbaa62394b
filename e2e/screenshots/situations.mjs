// Real connections in the situations people come to see. Each answers the id of its row.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { closedPort, outsideServer, until } from './lab.mjs';

const host = '127.0.0.1';

/** A lab with one connection in each situation: ids by name. */
export async function everySituation(lab) {
  const { api } = lab;
  await api('lab.reset');
  const echo = await api('server.listen', {
    name: 'Echo',
    listen: { port: 0, host },
    options: { allowHalfOpen: true },
    mock: { otherwise: { kind: 'echo' } },
  });
  const quiet = await api('server.listen', {
    name: 'Orders',
    listen: { port: 0, host },
    options: { allowHalfOpen: true },
  });
  const dial = (port, name, more) => pair(lab, { port, host }, { name, ...more });
  const say = (socketId, data, encoding) => api('socket.write', { socketId, data, ...(encoding && { encoding }) });
  const orders = quiet.address.port;

  const open = await dial(echo.address.port, 'talker');
  for (const line of ['hello\n', 'GET /räksmörgås HTTP/1.0\r\n\r\n', '{"id": 7, "items": [1, 2, 3]}\n'])
    await say(open.client, line);
  await say(open.client, 'ff00fe62696e617279c3a9', 'hex');

  const clientFinished = await dial(orders, 'importer');
  await say(clientFinished.client, 'SEND ALL\r\n');
  await api('socket.end', { socketId: clientFinished.client });
  await say(clientFinished.server, 'order 1\r\norder 2\r\n');

  const serverFinished = await dial(orders);
  await say(serverFinished.server, '220 ready\r\n');
  await api('socket.end', { socketId: serverFinished.server });
  await say(serverFinished.client, 'one more thing\r\n');

  const full = await dial(orders, 'uploader', { pausePeer: true });
  for (let i = 0; i < 12; i++) await say(full.client, 'x'.repeat(1_000_000));

  const finBehind = await dial(orders, 'nightly backup', { pausePeer: true });
  for (let i = 0; i < 8; i++) await say(finBehind.client, 'y'.repeat(1_000_000));
  await api('socket.end', { socketId: finBehind.client });

  const unread = await dial(orders, undefined, { pausePeer: true });
  await say(unread.client, 'last words\r\n');
  await api('socket.end', { socketId: unread.client });

  const timed = await dial(orders, 'heartbeat');
  await api('socket.setTimeout', { socketId: timed.client, timeoutMs: 45_000, onTimeout: 'destroy' });
  const fired = await dial(orders);
  await api('socket.setTimeout', { socketId: fired.client, timeoutMs: 100, onTimeout: 'notify' });

  const reset = await dial(orders);
  await say(reset.client, 'in the middle of');
  await api('socket.resetAndDestroy', { socketId: reset.server });
  const closed = await dial(orders);
  await say(closed.client, 'bye\r\n');
  await api('socket.end', { socketId: closed.client });
  await api('socket.end', { socketId: closed.server });
  const refused = await api('socket.connect', { target: { port: await closedPort(), host } });

  const outside = await outsideServer();
  const stranger = await api('socket.connect', { name: 'smtp check', target: { port: outside.port, host } });
  const unixServer = { path: path.join(lab.folder, `app-${Date.now()}.sock`) };
  await api('server.listen', { name: 'app.sock', listen: unixServer, options: { allowHalfOpen: true } });
  const unix = await pair(lab, unixServer);
  await say(unix.client, 'over a file\n');
  await until('the idle timeout and the ends of connections', async () => {
    const { sockets } = await api('lab.snapshot');
    const over = (id) => ['closed', 'reset', 'refused'].includes(sockets.find((s) => s.socketId === id)?.state);
    return over(reset.client) && over(closed.client) && over(refused.socketId);
  });
  return {
    ids: {
      open: open.client,
      'client-finished': clientFinished.client,
      'server-finished': serverFinished.client,
      'full-pipe': full.client,
      'fin-behind': finBehind.client,
      'fin-unread': unread.client,
      'idle-countdown': timed.client,
      'idle-fired': fired.client,
      reset: reset.client,
      closed: closed.client,
      refused: refused.socketId,
      outside: stranger.socketId,
      unix: unix.client,
    },
    ports: { echo: echo.address.port, orders },
    servers: { echo: echo.serverId, orders: quiet.serverId },
    close: () => outside.close(),
  };
}

/** A client and its accepted end, both allowing half-close. */
export async function pair({ api }, target, { name, pausePeer } = {}) {
  const { socketId: client } = await api('socket.connect', {
    target,
    options: { allowHalfOpen: true },
    ...(name && { name }),
  });
  const server = await until('the accepted end', async () => {
    const { sockets } = await api('lab.snapshot');
    return sockets.find((s) => s.peerSocketId === client)?.socketId;
  });
  if (pausePeer) await api('socket.pause', { socketId: server });
  return { client, server };
}

/** Connections with the lab's own faults on them, and one whose server's program is stuck: ids by name, and an end. */
export async function troubled(lab) {
  const { api } = lab;
  await api('lab.reset');
  const { address } = await api('server.listen', {
    name: 'Orders',
    listen: { port: 0, host },
    options: { allowHalfOpen: true },
  });
  const target = { port: address.port, host };
  const say = (socketId, data) => api('socket.write', { socketId, data });
  const cut = await pair(lab, target, { name: 'cut off' });
  await say(cut.client, 'before\r\n');
  await api('fault.apply', { socketId: cut.client, fault: { kind: 'silence', direction: 'both' } });
  await say(cut.client, 'after\r\n');
  const slow = await pair(lab, target, { name: 'slow line' });
  await api('fault.apply', {
    socketId: slow.client,
    fault: { kind: 'throttle', bytesPerSecond: 5_000, direction: 'both' },
  });
  await say(slow.client, 'z'.repeat(60_000));
  const program = `
    const server = require('node:net').createServer();
    server.listen({ port: 0, host: '${host}', backlog: 1 }, () => {
      require('node:fs').writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const stuck = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(stuck.stdout, 'data');
  const dial = (name) => api('socket.connect', { name, target: { port: Number(port), host } });
  const queued = await dial('in the queue');
  await dial('in the queue too');
  const unanswered = await dial('not answered');
  return {
    ids: { cut: cut.client, slow: slow.client, queued: queued.socketId, unanswered: unanswered.socketId },
    close: () => stuck.kill('SIGKILL'),
  };
}

/** Many servers, some with names as long as people make them. */
export async function manyServers({ api }, count) {
  await api('lab.reset');
  const long = 'payments-gateway-staging-eu-west-1 (read replica, do not restart during the nightly import)';
  for (let i = 0; i < count; i++) {
    const name = i % 5 === 0 ? `${long} ${i}` : `service ${i}`;
    await api('server.listen', { name, listen: { port: 0, host: i % 9 === 0 ? '0.0.0.0' : host } });
  }
}

/** The row of a connection on a page. */
export const rowOf = (page, id) => page.locator(`[role=row][data-conn-id="${id}"]`);

/** Chooses a connection; closed ones are folded away after a while. */
export async function choose(page, id) {
  const fold = page.locator('[data-divider=fold][aria-expanded=false]');
  if ((await rowOf(page, id).count()) === 0 && (await fold.count()) > 0) await fold.first().click();
  await page.locator('[role=grid]').first().focus();
  for (let i = 0; i < 40 && (await rowOf(page, id).count()) === 0; i++) await page.keyboard.press('PageDown');
  await rowOf(page, id).click();
}

/** Closes what is open on top. */
export const leave = (page) => page.keyboard.press('Escape');
