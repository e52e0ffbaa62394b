import { row } from '../measure.mjs';
import { lab, labServer, load } from '../processes.mjs';

const MEASURE_MS = 4_000;
/** People notice a menu that is later than this. */
const NOTICED_MS = 100;
const echo = { mock: { otherwise: { kind: 'echo' } } };
const banner = { mock: { otherwise: { kind: 'banner', text: '.' } } };

/** What runs on the engine meanwhile. */
const loads = {
  'at rest': [echo, undefined],
  'echo in bulk, 64 connections': [echo, 'bulk', { connections: 64, chunkBytes: 65_536 }],
  '64 B ping-pong, 64 connections': [echo, 'pingpong', { connections: 64, bytes: 64 }],
  'connections accepted from 32 clients': [banner, 'storm', { concurrent: 32 }],
};

/**
 * Whether the process that holds the engine stays responsive under load: in the desktop app that process also has menu,
 * dialogs and windows. Measured as how late its timers are, and how long another caller waits for an answer.
 */
export const responsiveBenchmark = {
  name: 'responsive',
  title: 'The engine’s process under load: lateness of its event loop, and answers to another caller',
  async run({ rounds }) {
    const rows = [];
    for (const [name, [mock, kind, options]] of Object.entries(loads)) {
      const results = [];
      for (let round = 0; round < Math.min(rounds, 3); round++) results.push(await measure(mock, kind, options));
      const of = (key) => results.map((result) => result[key]);
      rows.push(
        row({ what: `${name}: loop p50`, unit: 'ms', values: of('p50'), better: 'less' }),
        row({
          what: `${name}: loop p99`,
          unit: 'ms',
          values: of('p99'),
          better: 'less',
          budget: NOTICED_MS,
          absolute: true,
        }),
        row({ what: `${name}: answer p95`, unit: 'ms', values: of('answer'), better: 'less' }),
      );
    }
    return rows;
  },
};

async function measure(mock, kind, options) {
  const { call, stop } = await lab();
  const port = await labServer({ call }, mock);
  await call('lab.stats'); // the delays of the loop are counted from here on
  const until = performance.now() + MEASURE_MS;
  const running = kind && load(kind, { ...options, port, warmMs: 0, measureMs: MEASURE_MS });
  const answers = [];
  while (performance.now() < until) {
    const askedAt = performance.now();
    await call('lab.about');
    answers.push(performance.now() - askedAt);
  }
  const { eventLoopDelayMs } = await call('lab.stats');
  await running;
  await stop();
  answers.sort((a, b) => a - b);
  return { ...eventLoopDelayMs, answer: answers[Math.floor(answers.length * 0.95)] };
}
