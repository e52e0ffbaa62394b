// `npm run soak [-- --seconds N]`: connections opened, used and closed in a loop, 2,000 at a time, TCP and UNIX, with
// half-closes, resets and timeouts among them. At the end nothing may be left and memory must have settled.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { lab, residentBytes } from './processes.mjs';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, connections: { type: 'string', default: '2000' } },
});
const seconds = Number(values.seconds);
const perRound = Number(values.connections);
/** How much more memory than after the first third is still “settled”. */
const GROWTH_ALLOWED = 1.15;
const AT_ONCE = 200;

execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../../electron/cli/launch.mjs'), 'help'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const folder = mkdtempSync(path.join(os.tmpdir(), 'soak-'));
const { call, pid, stop } = await lab();
const problems = [];
const samples = [];
const deadline = performance.now() + seconds * 1000;
// Somebody looks at the kernel's view all the time; its thread and descriptors are there from the start.
await call('kernel.watch', { socketIds: [1] });
await new Promise((resolve) => setTimeout(resolve, 1_000));
const fdsAtStart = (await call('lab.stats')).fds;
let connections = 0;

const targets = [await listen({ port: 0, host: '127.0.0.1' }), await listen({ path: path.join(folder, 'soak.sock') })];
const fdsListening = (await call('lab.stats')).fds;
for (let round = 0; performance.now() < deadline; round++) {
  for (let done = 0; done < perRound && performance.now() < deadline; done += AT_ONCE) await batch(round);
  await forgetAll();
  await sample();
}
await call('lab.reset');
await atRest();
report();
await stop();
rmSync(folder, { recursive: true, force: true });
process.exitCode = problems.length > 0 ? 1 : 0;

async function listen(where) {
  const { address } = await call('server.listen', {
    listen: { backlog: 4096, ...where },
    options: { allowHalfOpen: true },
    mock: { otherwise: { kind: 'echo' } },
  });
  return typeof address === 'string' ? { path: address } : { host: '127.0.0.1', port: address.port };
}

/** Connections that are dialled together, used each in its own way, and closed. */
async function batch(round) {
  const dialled = await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, i) => {
      const target = targets[(i + round) % targets.length];
      const { socketId } = await call('socket.connect', {
        target,
        options: { timeoutMs: i % 11 === 0 ? 20 : 0, onTimeout: 'destroy' },
      });
      return { socketId, tcp: 'port' in target, i };
    }),
  );
  connections += dialled.length;
  await call('kernel.watch', { socketIds: dialled.map((d) => d.socketId) });
  await until(async () => (await living(dialled)).every((s) => s.state !== 'connecting'));
  await Promise.all(
    dialled.map(({ socketId, i }) => call('socket.write', { socketId, data: 'x'.repeat((i % 50) * 100) }).catch(ended)),
  );
  await Promise.all(
    dialled.map(({ socketId, tcp, i }) => {
      const way =
        i % 4 === 0
          ? 'socket.end'
          : i % 4 === 1
            ? 'socket.destroy'
            : i % 4 === 2 && tcp
              ? 'socket.resetAndDestroy'
              : 'socket.destroySoon';
      return call(way, { socketId }).catch(ended);
    }),
  );
  // The server keeps its side open, so it has to finish too.
  await until(async () => {
    const { sockets } = await call('lab.snapshot');
    const open = sockets.filter((s) => s.origin === 'accepted' && s.close === undefined);
    await Promise.all(open.map((s) => call('socket.end', { socketId: s.socketId }).catch(ended)));
    return sockets.every((s) => s.close !== undefined);
  });
}

async function living(dialled) {
  const ids = new Set(dialled.map((d) => d.socketId));
  return (await call('lab.snapshot')).sockets.filter((s) => ids.has(s.socketId));
}

async function forgetAll() {
  const { sockets } = await call('lab.snapshot');
  await Promise.all(sockets.map(({ socketId }) => call('socket.remove', { socketId })));
}

/** A socket may have ended by its timeout before its turn came; anything else is a problem. */
function ended(error) {
  if (!['ERR_STREAM_DESTROYED', 'ERR_SOCKET_CLOSED', 'ERR_STREAM_WRITE_AFTER_END', 'EPIPE'].includes(error.code))
    problems.push(`a call failed: ${error.message} (${error.code})`);
}

async function sample() {
  const { openSockets, fds, captureBytes, heapUsed, eventLoopDelayMs } = await call('lab.stats');
  samples.push({
    at: Math.round(performance.now()),
    rss: residentBytes(pid),
    openSockets,
    fds,
    captureBytes,
    heapUsed,
    delay: eventLoopDelayMs.p99,
  });
  if (openSockets > 0) problems.push(`${openSockets} sockets were left open after a round`);
  if (fds > fdsListening + 1) problems.push(`${fds - fdsListening} descriptors too many were open after a round`);
  if (captureBytes > 0) problems.push(`${captureBytes} bytes of capture were left after a round`);
}

async function atRest() {
  const stats = await call('lab.stats');
  if (stats.fds > fdsAtStart + 1) problems.push(`${stats.fds - fdsAtStart} descriptors too many were open at the end`);
  if (stats.openServers + stats.openSockets + stats.captureBytes > 0)
    problems.push('something was left after the reset');
  const third = Math.max(1, Math.floor(samples.length / 3));
  const early = Math.max(...samples.slice(0, third).map((s) => s.rss));
  const late = samples.at(-1)?.rss ?? 0;
  if (samples.length >= 6 && late > early * GROWTH_ALLOWED)
    problems.push(`memory has grown from ${mb(early)} to ${mb(late)}`);
}

function report() {
  mkdirSync('out/bench', { recursive: true });
  writeFileSync('out/bench/soak.json', `${JSON.stringify({ seconds, connections, samples, problems }, null, 2)}\n`);
  const last = samples.at(-1);
  console.log(`${connections} connections in ${seconds} s, ${samples.length} rounds of ${perRound}`);
  console.log(
    `memory ${mb(samples[0]?.rss ?? 0)} after the first round, ${mb(last?.rss ?? 0)} after the last; descriptors ${last?.fds} of ${fdsListening} at the start`,
  );
  for (const problem of new Set(problems)) console.log(`PROBLEM: ${problem}`);
  console.log(problems.length === 0 ? 'Nothing was left, and memory has settled.' : `${problems.length} problems.`);
}

async function until(look) {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 5));
}

function mb(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
