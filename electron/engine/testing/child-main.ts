// An engine in a process of its own, for tests of what belongs to a process: inherited descriptors, their limit, the
// working folder, dying. One envelope a line on standard input and output. See `child-lab.ts`.
import { execSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Listeners, type Transport } from '../../../shared/contract/transport.ts';
import { inheritedAmong, openDescriptors } from '../descriptors.ts';
import { createEngine } from '../engine.ts';

const inherited = inheritedAmong(openDescriptors());
const engine = createEngine({ version: 'child', inherited });
const envelopes = new Listeners<unknown>();
const closes = new Listeners<string>();
const transport: Transport = {
  send: (envelope) => void process.stdout.write(`${JSON.stringify(envelope)}\n`),
  onEnvelope: (handle) => envelopes.add(handle),
  onClose: (handle) => closes.add(handle),
  close: () => {},
};
engine.connect(transport);

createInterface({ input: process.stdin })
  .on('line', (line) => {
    // From here on only what the engine holds keeps this process alive.
    if (line === 'unref') process.stdin.unref();
    else if (line.startsWith('sh ')) execSync(line.slice(3), { stdio: ['ignore', 'ignore', 'inherit'] });
    else envelopes.call(JSON.parse(line));
  })
  .on('close', () => void engine.close());
