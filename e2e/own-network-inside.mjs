// Runs inside a network namespace: a lab, a door to it, and a peer in a second namespace behind a pair of virtual cards.
// `node own-network-inside.mjs DOOR PORT`; prints where everything is, then takes `down` and `up`; ends with its input.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

const [door, labPort] = process.argv.slice(2);
const host = '10.99.0.2';
const sh = (command) => execFileSync('sh', ['-c', command]);
const firstLine = async (child) => (await once(createInterface({ input: child.stdout }), 'line'))[0];

sh('ip link set lo up');
const peer = `
  require('node:net').createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => {}).resume())
    .listen(0, function () { console.log(String(this.address().port)); });
  process.stdin.resume().on('end', () => process.exit());`;
const far = spawn('unshare', ['-n', process.execPath, '-e', peer], { stdio: ['pipe', 'pipe', 'inherit'] });
const port = Number(await firstLine(far));
const there = (command) => sh(`nsenter -t ${far.pid} -n ${command}`);
sh(`ip link add near type veth peer name far netns ${far.pid}`);
sh('ip addr add 10.99.0.1/24 dev near && ip link set near up');
there(`ip addr add ${host}/24 dev far`);
there('ip link set far up');

const cli = path.resolve(import.meta.dirname, '../out/cli/cli.cjs');
const lab = spawn(process.execPath, [cli, 'serve', '--port', labPort, '--json'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const { url, api } = JSON.parse(await firstLine(lab));
const server = net.createServer((outer) => {
  const inner = net.connect(Number(labPort), '127.0.0.1');
  inner.on('error', () => outer.destroy()).on('close', () => outer.destroy());
  outer.on('error', () => inner.destroy()).on('close', () => inner.destroy());
  outer.pipe(inner).pipe(outer);
});
await new Promise((resolve) => server.listen(door, resolve));
console.log(JSON.stringify({ url, api, far: { host, port } }));

for await (const word of createInterface({ input: process.stdin })) {
  there(`ip link set far ${word === 'down' ? 'down' : 'up'}`);
  console.log(word);
}
lab.kill('SIGTERM');
far.kill('SIGKILL');
if (lab.exitCode === null && lab.signalCode === null) await once(lab, 'exit');
process.exit();
