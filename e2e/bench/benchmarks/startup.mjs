import { spawn } from 'node:child_process';
import path from 'node:path';
import { interleaved, row } from '../measure.mjs';
import { firstLine, stop } from '../processes.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** From starting the command to the first answered request for the page. */
export const startupBenchmark = {
  name: 'startup',
  title: 'Start of serve to the first answered request',
  async run({ rounds }) {
    const { node, built, command } = await interleaved(
      {
        node: () => time([path.join(import.meta.dirname, 'least-server.mjs')]),
        built: () => time([path.join(root, 'out/cli/cli.cjs'), 'serve', '--port', '0', '--json']),
        command: () => time([path.join(root, 'electron/cli/launch.mjs'), 'serve', '--port', '0', '--json']),
      },
      rounds + 2,
    );
    const options = { unit: 'ms', better: 'less', reference: node };
    return [
      row({ what: 'bare: node with an http server', unit: 'ms', values: node, better: 'less' }),
      row({ what: 'built command', values: built, ...options, budget: 600, absolute: true }),
      row({
        what: 'npm’s command (looks whether a build is needed)',
        values: command,
        ...options,
        budget: 600,
        absolute: true,
      }),
    ];
  },
};

async function time(args) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const { url } = JSON.parse(await firstLine(child));
  const response = await fetch(url);
  await response.text();
  const took = performance.now() - startedAt;
  await stop(child);
  return took;
}
