// `npm run bench [-- NAME …] [--rounds N] [--check]`: measures against bare `net` in the same run, prints tables, and
// leaves JSON in out/bench/. With --check the exit code says whether the budgets hold.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchmarks } from './benchmarks/index.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, check: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !benchmarks.some((b) => b.name === name));
if (unknown.length > 0) {
  console.error(`There is no benchmark “${unknown[0]}”. There are: ${benchmarks.map((b) => b.name).join(', ')}.`);
  process.exit(2);
}

execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../../electron/cli/launch.mjs'), 'help'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const folder = 'out/bench';
mkdirSync(folder, { recursive: true });
let broken = 0;
for (const benchmark of benchmarks) {
  if (positionals.length > 0 && !positionals.includes(benchmark.name)) continue;
  const rows = await benchmark.run({ rounds: Number(values.rounds) });
  print(benchmark, rows);
  broken += rows.filter((r) => r.within === false).length;
  writeFileSync(
    path.join(folder, `${benchmark.name}.json`),
    `${JSON.stringify({ name: benchmark.name, title: benchmark.title, machine: machine(), rows }, null, 2)}\n`,
  );
}
if (values.check && broken > 0) {
  console.error(`${broken} of the budgets do not hold.`);
  process.exitCode = 1;
}

function print({ title }, rows) {
  const table = rows.map(({ what, unit, value, spread, ratio, budget, within }) => [
    what,
    `${number(value)} ${unit}`,
    `±${Math.round(spread * 100)} %`,
    ratio === undefined ? '' : `${ratio.toFixed(2)}x`,
    budget === undefined ? '' : String(budget),
    within === undefined ? '' : within ? 'holds' : 'MISSED',
  ]);
  const lines = [['', 'median', 'spread', 'of bare', 'budget', ''], ...table];
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  console.log(`\n${title}`);
  for (const line of lines)
    console.log(line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
}

function number(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

function machine() {
  return {
    date: new Date().toISOString(),
    node: process.version,
    system: `${os.type()} ${os.release()}`,
    cpu: os.cpus()[0]?.model,
    cores: os.cpus().length,
  };
}
