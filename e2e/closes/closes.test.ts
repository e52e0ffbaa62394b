// Every way to close, tried out with foreign programs at the other end: what each side sees is the table in CLOSES.md,
// which this test writes anew (`npx vitest run e2e/closes/closes.test.ts -u`) and otherwise holds to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { ChildLab } from '../../electron/engine/testing/child-lab.ts';
import { type TestCaller, TestLab, until } from '../../electron/engine/testing/test-lab.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Socket } from '../../shared/contract/records.ts';
import { has, Peer } from '../peers/peer.ts';

const able = process.platform === 'linux' && has('python3') && has('nc');
type Family = 'tcp' | 'unix';
/** More than Node reads ahead while reading is stopped, less than the buffer of a UNIX socket. */
const UNREAD_BYTES = 150_000;
const PATIENCE_MS = 60_000;

interface Bench {
  readonly lab: TestCaller;
  readonly socketId: SocketId;
  readonly peer: Peer;
}
interface Experiment {
  readonly what: string;
  /** Acts, and answers what the other end sees of it. */
  act(bench: Bench): Promise<string>;
  /** When this end has seen all there is to see. */
  readonly over: (socket: Socket) => boolean;
}

const closed = (socket: Socket) => socket.close !== undefined;
const sends = (socket: Socket) => socket.state === 'send-only';
const call = (method: 'socket.end' | 'socket.destroy' | 'socket.resetAndDestroy') => async (bench: Bench) => {
  await bench.lab.call(method, { socketId: bench.socketId });
  return await bench.peer.do('recv 1');
};
/** Stops reading, and has the peer send what will stay unread in the kernel. */
async function leaveUnread({ lab, socketId, peer }: Bench): Promise<void> {
  await lab.call('socket.pause', { socketId });
  await peer.do(`send ${'61'.repeat(UNREAD_BYTES)}`);
}
/** Sends what the peer will not read. */
async function sendUnread({ lab, socketId }: Bench): Promise<void> {
  await lab.call('socket.write', { socketId, data: 'unread' });
  await lab.socketWhen(socketId, (s) => s.counts.queued === 0);
}
const nothing = () => 'has acted';

const experiments: readonly Experiment[] = [
  { what: 'this end finishes: `end()`', act: call('socket.end'), over: (s) => s.state === 'receive-only' },
  {
    what: 'this end finishes, then the other closes',
    act: async (bench) => {
      const seen = await call('socket.end')(bench);
      await bench.peer.do('close');
      return seen;
    },
    over: closed,
  },
  { what: 'this end is destroyed: `destroy()`', act: call('socket.destroy'), over: closed },
  {
    what: 'this end is destroyed, with unread data',
    act: async (bench) => {
      await leaveUnread(bench);
      return await call('socket.destroy')(bench);
    },
    over: closed,
  },
  {
    what: 'this end resets: `resetAndDestroy()`',
    act: async (bench) => {
      try {
        return await call('socket.resetAndDestroy')(bench);
      } catch (error) {
        return `nothing; refused with ${(error as { code?: string }).code}`;
      }
    },
    over: (s) => s.kind === 'unix' || closed(s),
  },
  { what: 'the other finishes: `shutdown(SHUT_WR)`', act: (bench) => bench.peer.do('shut').then(nothing), over: sends },
  { what: 'the other closes', act: (bench) => bench.peer.do('close').then(nothing), over: sends },
  {
    what: 'the other closes, and this end closes then',
    act: async ({ lab, socketId, peer }) => {
      await peer.do('close');
      await lab.socketWhen(socketId, sends);
      await lab.call('socket.end', { socketId });
      return 'has acted';
    },
    over: closed,
  },
  {
    what: 'the other closes, with unread data',
    act: async (bench) => {
      await sendUnread(bench);
      return await bench.peer.do('close').then(nothing);
    },
    over: closed,
  },
  {
    what: 'the other resets: `SO_LINGER` 0',
    act: (bench) => bench.peer.do('reset').then(nothing),
    over: (s) => closed(s) || sends(s),
  },
  { what: 'the other is killed: `kill -9`', act: (bench) => bench.peer.kill().then(nothing), over: sends },
  {
    what: 'the other is killed, with unread data',
    act: async (bench) => {
      await sendUnread(bench);
      return await bench.peer.kill().then(nothing);
    },
    over: closed,
  },
  {
    what: 'the other is gone, and this end writes',
    act: async ({ lab, socketId, peer }) => {
      await peer.do('close');
      await lab.socketWhen(socketId, sends);
      let writes = 0;
      await until(
        async () => {
          const { state } = await lab.socket(socketId);
          if (state !== 'send-only') return true;
          await lab.call('socket.write', { socketId, data: 'x' }).then(() => writes++);
          // The answer to a write, a reset, is there before the next one.
          await new Promise((resolve) => setImmediate(resolve));
          return false;
        },
        () => 'a write that fails',
      );
      return writes === 1 ? 'is gone; the first write fails' : 'is gone; the first write is lost, a later one fails';
    },
    over: closed,
  },
];

/** How this end ends up, in the words of the contract. */
function endOf({ state, close, kernel }: Socket): string[] {
  const failure = close?.failure ? ` (${close.failure.code})` : '';
  return [
    `${state}${failure}`,
    close ? `${close.cause}, first: ${close.first}` : '',
    kernel?.provenance === 'inferred' ? 'none' : (kernel?.state ?? ''),
  ];
}

async function tryAll(family: Family): Promise<string[][]> {
  await using lab = await TestLab.open();
  const path = lab.path('closes.sock');
  const listen = family === 'unix' ? { path } : { port: 0, host: '127.0.0.1' };
  const { address } = await lab.call('server.listen', { listen, options: { allowHalfOpen: true } });
  const where = family === 'unix' ? path : (address as { port: number }).port;
  const benches: Bench[] = [];
  for (const _ of experiments) {
    const accepted = benches.map((bench) => bench.socketId);
    const peer = await Peer.connect(family, where);
    const { socketId } = await lab.event('server.connection', (e) => !accepted.includes(e.socketId));
    benches.push({ lab, socketId, peer });
  }
  await lab.call('kernel.watch', { socketIds: benches.map((bench) => bench.socketId) });
  const rows = await Promise.all(
    experiments.map(async ({ what, act, over }, i) => {
      const bench = benches[i] as Bench;
      const seen = await act(bench);
      await lab.socketWhen(bench.socketId, over);
      const { at } = await lab.call('lab.snapshot', {});
      const after = await lab.socketWhen(bench.socketId, (s) => (s.kernel?.sampledAt ?? 0) > at + 50);
      return [what, family === 'tcp' ? 'TCP' : 'UNIX', ...endOf(after), sightOf(seen)];
    }),
  );
  for (const { peer } of benches) await peer.kill();
  return rows;
}

/** What the Python peer answers, in words. */
function sightOf(answer: string): string {
  if (answer === 'EOF') return 'an end (`recv` gives nothing)';
  return /^E[A-Z]+$/u.test(answer) ? answer : answer === 'has acted' ? '' : answer;
}

/** The program that owns this end is killed. */
async function tryKill(family: Family, unread: boolean): Promise<string[]> {
  await using folder = await TestLab.open();
  const lab = await ChildLab.start();
  const path = folder.path('killed.sock');
  const listen = family === 'unix' ? { path } : { port: 0, host: '127.0.0.1' };
  const { address } = await lab.call('server.listen', { listen });
  const peer = await Peer.connect(family, family === 'unix' ? path : (address as { port: number }).port);
  const { socketId } = await lab.event('server.connection');
  if (unread) await leaveUnread({ lab, socketId, peer });
  lab.process.kill('SIGKILL');
  await lab.exit;
  const seen = sightOf(await peer.do('recv 1'));
  await peer.kill();
  const what = `this end’s program is killed: \`kill -9\`${unread ? ', with unread data' : ''}`;
  return [what, family === 'tcp' ? 'TCP' : 'UNIX', '', '', '', seen];
}

/** `nc` finishes first, takes the answer, and ends by itself. */
async function tryNetcat(family: Family): Promise<string[]> {
  await using lab = await TestLab.open();
  const path = lab.path('nc.sock');
  const listen = family === 'unix' ? { path } : { port: 0, host: '127.0.0.1' };
  const { address } = await lab.call('server.listen', { listen, options: { allowHalfOpen: true } });
  const where = family === 'unix' ? ['-U', path] : ['127.0.0.1', String((address as { port: number }).port)];
  const nc = spawn('nc', ['-N', ...where], { stdio: ['pipe', 'pipe', 'inherit'] });
  const printed: Buffer[] = [];
  nc.stdout.on('data', (data: Buffer) => printed.push(data));
  const gone = once(nc, 'close') as Promise<[number | null]>;
  nc.stdin.end('hello');
  const { socketId } = await lab.event('server.connection');
  await lab.call('kernel.watch', { socketIds: [socketId] });
  await lab.socketWhen(socketId, sends);
  expect((await lab.received(socketId)).toString()).toBe('hello');
  await lab.call('socket.end', { socketId, data: 'bye' });
  const [code] = await gone;
  await lab.socketWhen(socketId, closed);
  const { at } = await lab.call('lab.snapshot', {});
  const after = await lab.socketWhen(socketId, (s) => (s.kernel?.sampledAt ?? 0) > at + 50);
  const seen = `prints “${Buffer.concat(printed)}”, exits with ${code}`;
  return ['`nc -N` finishes, this end answers and finishes', family === 'tcp' ? 'TCP' : 'UNIX', ...endOf(after), seen];
}

test.runIf(able)(
  'every way to close, over TCP and UNIX, as both ends see it',
  async () => {
    const [tcp, unix] = [await tryAll('tcp'), await tryAll('unix')];
    const rows = tcp.flatMap((row, i) => [row, unix[i] as string[]]);
    for (const family of ['tcp', 'unix'] as const) rows.push(await tryNetcat(family));
    for (const unread of [false, true]) {
      for (const family of ['tcp', 'unix'] as const) rows.push(await tryKill(family, unread));
    }
    await expect(`${introduction}\n${tableOf(rows)}`).toMatchFileSnapshot('CLOSES.md');
  },
  PATIENCE_MS,
);

const introduction = `# What each side sees of a close

Written by \`closes.test.ts\` from what it saw: “this end” is a socket of the lab that a server of it has accepted
(\`allowHalfOpen\`), “the other” a Python program or \`nc\`. State and cause are the words of the contract; the kernel's
state is that of this end right afterwards, on Linux (“none”: the kernel has no row of it any more).
`;

function tableOf(rows: readonly (readonly string[])[]): string {
  const head = ['What happens', 'Kind', 'This end', 'Cause', 'Kernel', 'The other sees'];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
