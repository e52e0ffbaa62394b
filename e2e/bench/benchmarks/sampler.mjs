import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { row } from '../measure.mjs';
import { lab, labServer, standingLoad } from '../processes.mjs';

const MEASURE_MS = 8_000;
/** The sampler starts its thread and reads everything for the first time before anything is measured. */
const WARM_MS = 3_000;
/** Ticks of the kernel's clock in `/proc/PID/stat` (USER_HZ). */
const TICK_MS = 10;

/** What watching every socket costs: CPU of the whole process, with the samples it sends, beyond what it uses at rest. */
export const samplerBenchmark = {
  name: 'sampler',
  title: 'Kernel sampler: share of one core while every socket is watched',
  async run({ rounds }) {
    const rows = [];
    for (const connections of [100, 1_000, 10_000]) {
      const results = [];
      for (let round = 0; round < Math.min(rounds, 3); round++) results.push(await measure(connections));
      const of = (name) => results.map((result) => result[name]);
      const what = (name) => `${connections.toLocaleString('en')} sockets, ${name}`;
      rows.push(
        row({ what: what('CPU'), unit: '%', values: of('share'), better: 'less', budget: 5, absolute: true }),
        row({ what: what('a sample every'), unit: 'ms', values: of('everyMs'), better: 'less' }),
        row({ what: what('event loop p99 at rest'), unit: 'ms', values: of('p99AtRest'), better: 'less' }),
        row({ what: what('event loop p99 watching'), unit: 'ms', values: of('p99'), better: 'less' }),
      );
    }
    return rows;
  },
};

async function measure(connections) {
  let samples = 0;
  const { call, pid, stop } = await lab((event) => {
    if (event.type === 'kernel.sampled') samples++;
  });
  const port = await labServer({ call });
  const clients = await standingLoad('idle', { port, connections });
  const { sockets } = await call('lab.snapshot');
  await sleep(WARM_MS);
  await call('lab.stats'); // the delays of the loop are counted from one call to the next
  const atRest = await cpuShare(pid);
  const p99AtRest = (await call('lab.stats')).eventLoopDelayMs.p99;
  await call('kernel.watch', { socketIds: sockets.map((s) => s.socketId) });
  await sleep(WARM_MS);
  await call('lab.stats');
  samples = 0;
  const watching = await cpuShare(pid);
  const { eventLoopDelayMs } = await call('lab.stats');
  const everyMs = MEASURE_MS / Math.max(1, samples);
  await clients.stop();
  await stop();
  return { share: Math.max(0, watching - atRest), everyMs, p99AtRest, p99: eventLoopDelayMs.p99 };
}

/** CPU time of a process, all its threads, in percent of one core. */
async function cpuShare(pid) {
  const [before, startedAt] = [cpuMs(pid), performance.now()];
  await sleep(MEASURE_MS);
  return ((cpuMs(pid) - before) / (performance.now() - startedAt)) * 100;
}

function cpuMs(pid) {
  const [utime, stime] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ').slice(11, 13);
  return (Number(utime) + Number(stime)) * TICK_MS;
}
