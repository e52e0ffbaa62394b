// A tap between a client and an echo server, against the smallest relay `net` allows, and against socat and haproxy where
// they are installed: throughput, latency of 64 bytes, with 0, 1 and 3 faults in the path, and what 1,000 connections cost.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { interleaved, median, row } from '../measure.mjs';
import { bareServer, lab, load, residentBytes, standingLoad, stop } from '../processes.mjs';

const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
const CONNECTIONS = 1_000;
// Faults that let everything pass as it is: what is measured is the way through them.
const unlimited = { kind: 'throttle', bytesPerSecond: 1e12, direction: 'both' };
const threeFaults = [
  unlimited,
  { kind: 'slice', bytes: 1024 * 1024, direction: 'both' },
  { kind: 'slow-close', ms: 1, direction: 'both' },
];

export const tapBenchmark = {
  name: 'tap',
  title: 'A tap in front of an echo server, against the smallest relay (and socat, haproxy where installed)',
  async run({ rounds }) {
    const echo = await bareServer('echo');
    const relay = await bareServer('relay', String(echo.port));
    const { call, pid, stop: stopLab } = await lab();
    const tapTo = async (faults = []) => {
      const listen = { port: 0, host: '127.0.0.1', backlog: 4096 };
      const { address } = await call('tap.start', { listen, target: { port: echo.port, host: '127.0.0.1' }, faults });
      return address.port;
    };
    const others = await otherRelays(echo.port);
    const ports = {
      bare: relay.port,
      tap: await tapTo(),
      'tap, 1 fault': await tapTo([unlimited]),
      'tap, 3 faults': await tapTo(threeFaults),
      ...others.ports,
    };
    const each = (run) => Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, () => run(port)]));
    const bulk = await interleaved(
      each(async (port) => {
        const { bytesPerSecond } = await load('bulk', {
          port,
          connections: 4,
          chunkBytes: 65_536,
          warmMs: 300,
          measureMs: 1_200,
        });
        return bytesPerSecond / 1e6;
      }),
      rounds,
    );
    const percentiles = { p50: {}, p99: {} };
    for (let round = 0; round < rounds; round++) {
      for (const [name, port] of Object.entries(ports)) {
        const { p50, p99 } = await load('latency', { port, bytes: 64, warmMs: 200, measureMs: 600 });
        for (const [which, value] of [
          ['p50', p50],
          ['p99', p99],
        ])
          percentiles[which][name] = [...(percentiles[which][name] ?? []), value];
      }
    }
    const bareMemory = await memoryOf(relay.pid, relay.port);
    const tapMemory = await memoryOf(pid, ports.tap);
    await stopLab();
    await others.stop();
    await relay.stop();
    await echo.stop();
    const rows = Object.entries(bulk).map(([name, values]) =>
      row({
        what: `throughput there and back, ${name}`,
        unit: 'MB/s',
        reference: name === 'bare' ? undefined : bulk.bare,
        values,
        budget: name === 'tap' ? 0.85 : undefined,
      }),
    );
    for (const which of ['p50', 'p99']) {
      for (const [name, values] of Object.entries(percentiles[which])) {
        const reference = name === 'bare' ? undefined : percentiles[which].bare;
        rows.push(
          row({ what: `round trip of 64 B, ${which}, ${name}`, unit: 'µs', reference, values, better: 'less' }),
        );
      }
    }
    rows.push(row({ what: `memory of ${CONNECTIONS} connections, bare`, unit: 'kB each', values: [bareMemory] }));
    rows.push(
      row({
        what: `memory of ${CONNECTIONS} connections, tap`,
        unit: 'kB each',
        reference: [bareMemory],
        values: [tapMemory],
        better: 'less',
      }),
    );
    for (const missing of others.missing) console.error(`Not installed, so not measured: ${missing}.`);
    return rows;
  },
};

/** Kilobytes that each of many idle connections through a relay costs its process. */
async function memoryOf(pid, port) {
  const before = residentBytes(pid);
  const { stop: hangUp } = await standingLoad('idle', { port, connections: CONNECTIONS });
  const samples = [];
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    samples.push((residentBytes(pid) - before) / CONNECTIONS / 1000);
  }
  await hangUp();
  return median(samples);
}

/** socat and haproxy as relays to a port. */
async function otherRelays(target) {
  const children = [];
  const ports = {};
  const missing = [];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tap-bench-'));
  if (has('socat')) {
    const port = await freePort();
    children.push(
      spawn('socat', [`TCP-LISTEN:${port},bind=127.0.0.1,reuseaddr,fork`, `TCP:127.0.0.1:${target}`], {
        stdio: 'ignore',
      }),
    );
    ports.socat = port;
  } else missing.push('socat');
  if (has('haproxy')) {
    const port = await freePort();
    const file = path.join(folder, 'haproxy.cfg');
    writeFileSync(
      file,
      `defaults\n  mode tcp\n  timeout connect 5s\n  timeout client 60s\n  timeout server 60s\nlisten tap\n  bind 127.0.0.1:${port}\n  server echo 127.0.0.1:${target}\n`,
    );
    children.push(spawn('haproxy', ['-f', file, '-db'], { stdio: 'ignore' }));
    ports.haproxy = port;
  } else missing.push('haproxy');
  for (const port of Object.values(ports)) await reachable(port);
  return {
    ports,
    missing,
    stop: async () => {
      for (const child of children) await stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Waits until something listens at a port. */
async function reachable(port) {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nothing listens at port ${port}`);
}
