// Load generators. Each prints one line of JSON with what it measured.
import { once } from 'node:events';
import net from 'node:net';

const [kind, json] = process.argv.slice(2);
const options = JSON.parse(json);

const kinds = { bulk, pingpong, latency, storm, idle, busy };
/** These hold their connections until they are stopped. */
const standing = new Set(['idle', 'busy']);
console.log(JSON.stringify(await kinds[kind](options)));
if (!standing.has(kind)) process.exit(0);

/** Bytes echoed per second over some connections, each kept full. */
async function bulk({ port, connections, chunkBytes, warmMs, measureMs }) {
  const chunk = Buffer.alloc(chunkBytes, 0x61);
  let received = 0;
  const sockets = await Promise.all(Array.from({ length: connections }, () => connect(port)));
  for (const socket of sockets) {
    socket.on('data', (data) => {
      received += data.length;
    });
    const fill = () => {
      while (socket.write(chunk));
    };
    socket.on('drain', fill);
    fill();
  }
  await sleep(warmMs);
  const [before, startedAt] = [received, performance.now()];
  await sleep(measureMs);
  return { bytesPerSecond: ((received - before) / (performance.now() - startedAt)) * 1000 };
}

/** Round trips per second of small messages, one under way on each connection. */
async function pingpong({ port, connections, bytes, warmMs, measureMs }) {
  const message = Buffer.alloc(bytes, 0x61);
  let rounds = 0;
  const sockets = await Promise.all(Array.from({ length: connections }, () => connect(port)));
  for (const socket of sockets) {
    socket.setNoDelay(true);
    let pending = bytes;
    socket.on('data', (data) => {
      pending -= data.length;
      if (pending > 0) return;
      pending = bytes;
      rounds++;
      socket.write(message);
    });
    socket.write(message);
  }
  await sleep(warmMs);
  const [before, startedAt] = [rounds, performance.now()];
  await sleep(measureMs);
  return { roundsPerSecond: ((rounds - before) / (performance.now() - startedAt)) * 1000 };
}

/** Microseconds of single round trips of a small message, one after the other: the median and the slowest in a hundred. */
async function latency({ port, bytes, warmMs, measureMs }) {
  const message = Buffer.alloc(bytes, 0x61);
  const socket = await connect(port);
  socket.setNoDelay(true);
  const times = [];
  const end = performance.now() + warmMs + measureMs;
  const countFrom = performance.now() + warmMs;
  while (performance.now() < end) {
    const startedAt = performance.now();
    socket.write(message);
    for (let got = 0; got < bytes; ) got += (await once(socket, 'data'))[0].length;
    if (startedAt >= countFrom) times.push((performance.now() - startedAt) * 1000);
  }
  times.sort((a, b) => a - b);
  return { p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)] };
}

/** Connections opened, greeted by the server and closed per second, some at a time. */
async function storm({ port, concurrent, warmMs, measureMs }) {
  let opened = 0;
  let going = true;
  const one = async () => {
    while (going) {
      const socket = await connect(port);
      await once(socket, 'data');
      opened++;
      socket.resetAndDestroy(); // no TIME_WAIT: thousands of them would use up the local ports
    }
  };
  const all = Array.from({ length: concurrent }, one);
  await sleep(warmMs);
  const [before, startedAt] = [opened, performance.now()];
  await sleep(measureMs);
  const perSecond = ((opened - before) / (performance.now() - startedAt)) * 1000;
  going = false;
  await Promise.all(all);
  return { perSecond };
}

/** Opens connections and keeps them, until it is stopped. */
async function idle({ port, connections }) {
  for (let left = connections; left > 0; left -= 100) {
    await Promise.all(Array.from({ length: Math.min(left, 100) }, () => connect(port)));
  }
  return { connections };
}

/** The same, while some of them send a little now and then: `active` of them `bytes` every `everyMs`. */
async function busy({ port, connections, active, bytes, everyMs }) {
  const sockets = [];
  while (sockets.length < connections) {
    const more = Math.min(connections - sockets.length, 100);
    sockets.push(...(await Promise.all(Array.from({ length: more }, () => connect(port)))));
  }
  const message = Buffer.alloc(bytes, 0x61);
  for (const socket of sockets) socket.resume();
  // Spread over the interval, as a real crowd would be.
  for (const [i, socket] of sockets.slice(0, active).entries()) {
    setTimeout(() => setInterval(() => socket.write(message), everyMs), (i / active) * everyMs);
  }
  return { connections };
}

function connect(port) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1' }, () => {
      socket.off('error', reject).on('error', () => {});
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
