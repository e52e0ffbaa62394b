// Server calls in a random but repeatable order, with sensible and senseless values. Whatever is asked is done or
// refused: nothing counts as a bug, the events always lead to the engine's own state (see `checks.ts`), and after a
// reset nothing is left.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Target } from '../../../shared/contract/dial-options.ts';
import { CallRefused } from '../../../shared/contract/failures.ts';
import type { Method, Params } from '../../../shared/contract/methods.ts';
import { insideItsFolder } from '../testing/refusals.ts';
import { TestLab } from '../testing/test-lab.ts';

const ROUNDS = 20;
const CALLS = 60;

/** A repeatable stream of choices. */
class Dice {
  #seed: number;
  constructor(seed: number) {
    this.#seed = seed;
  }
  chance(p: number): boolean {
    this.#seed = (Math.imul(this.#seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (this.#seed >> 8) / 0x7f_ffff < p;
  }
  pick<T>(from: readonly T[]): T {
    for (const [i, value] of from.entries()) if (this.chance(1 / (from.length - i))) return value;
    return from[from.length - 1] as T;
  }
  /** Some of the keys, each with what its function gives. */
  some(keys: Readonly<Record<string, () => unknown>>, p: number): Record<string, unknown> {
    const chosen = Object.entries(keys).filter(() => this.chance(p));
    return Object.fromEntries(chosen.map(([key, value]) => [key, value()]));
  }
}

const banner = { otherwise: { kind: 'banner', text: 'hello', afterwards: 'close' } };
const textless = { toString: 1, valueOf: 1 };
const senseless: readonly unknown[] = [
  ...[null, 0, -0, -1, 1.5, 1e9, Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 32, true, false],
  ...['', ' ', '0', 'x', 'a\0b', '\0', '__proto__', 'é'.repeat(60), 'a'.repeat(200)],
  ...[{}, [], [1], textless, [textless]],
];

/** One call with its parameters, out of everything that can be asked of servers. */
function anyCall(dice: Dice, lab: TestLab, ids: readonly number[], addresses: readonly Target[]): [Method, unknown] {
  const odd = () => dice.pick(senseless);
  const or = (...sensible: readonly unknown[]) => (dice.chance(0.12) ? odd() : dice.pick(sensible));
  const serverId = dice.pick([...ids, 4711]);
  const path = () =>
    or(lab.path('a'), lab.path('b'), 'relative', `\0${lab.folder}`, lab.path('file'), lab.path('no/x'));
  const address = () =>
    dice.chance(0.6)
      ? { port: or(0, '0'), host: or('127.0.0.1', 'localhost', '::1', '::') }
      : dice.chance(0.9)
        ? { path: path() }
        : { fd: odd() };
  const rule = () => dice.pick([{ address: odd() }, { address: '127.0.0.1' }, { start: odd(), end: odd() }, odd()]);
  const listen = () => ({
    ...address(),
    ...dice.some({ backlog: () => or(1, 511), ipv6Only: () => or(true), readableAll: odd, reusePort: odd, path }, 0.1),
  });
  const options = () =>
    dice.some(
      {
        ...{ allowHalfOpen: odd, pauseOnConnect: odd, keepAlive: odd, keepAliveInitialDelay: () => or(1000) },
        ...{ highWaterMark: () => or(1), maxConnections: () => or(0, 1), blockList: () => or([], [rule()]) },
        ...{ idleTimeoutMs: () => or(1, 20), onIdle: () => or('notify', 'end', 'destroy', 'reset') },
      },
      0.12,
    );
  const mock = () => or(null, { otherwise: { kind: 'echo' } }, banner);
  const retry = () => or(undefined, { everyMs: or(1, 5), times: or(0, 3) });
  return dice.pick<() => [Method, unknown]>([
    () => ['server.create', { listen: listen(), options: options(), mock: mock() }],
    () => ['server.listen', { listen: listen(), options: options(), mock: mock(), retry: retry() }],
    () => ['server.listen', { listen: { port: 0, host: '127.0.0.1' }, options: options() }],
    () => ['server.listen', { serverId, retry: retry() }],
    () => ['server.close', { serverId, sockets: dice.pick(['keep', 'end', 'destroy']) }],
    () => ['server.update', { serverId, ...dice.some({ maxConnections: odd, mock, listen, options, name: odd }, 0.3) }],
    () => ['server.pauseAccepting', { serverId, ms: or(1, 20) }],
    () => [dice.pick(['server.ref', 'server.unref', 'server.abort', 'server.getConnections'] as const), { serverId }],
    () => [dice.pick(['server.address', 'server.address', 'server.remove'] as const), { serverId }],
    () => [dice.pick(['lab.stats', 'lab.stats', 'lab.stats', 'lab.stats', 'lab.reset'] as const), {}],
    () => [dice.pick(['path.inspect', 'path.removeStale'] as const), { path: path() }],
    () => ['socket.connect', { target: dice.pick(addresses), paused: dice.chance(0.2) }],
    () => ['socket.connect', { target: dice.pick(addresses) }],
  ])();
}

/** Where the servers that listen can be reached. */
async function present(lab: TestLab): Promise<{ ids: number[]; addresses: Target[] }> {
  const { servers } = await lab.call('lab.snapshot', {});
  const reachable = servers.flatMap(({ address }): Target[] => {
    if (address === null) return [];
    if (typeof address === 'string') return [{ path: address }];
    return [{ port: address.port, host: address.address === '::' ? '::1' : address.address }];
  });
  return { ids: servers.map((s) => s.serverId), addresses: [...reachable, { port: 1, host: '127.0.0.1' }] };
}

test('S14 S28 S42 calls in any order with any values: done or refused, never a bug, and nothing is left behind', async () => {
  for (let round = 1; round <= ROUNDS; round++) {
    const dice = new Dice(round * 7919);
    await using lab = await TestLab.open();
    writeFileSync(lab.path('file'), '');
    mkdirSync(lab.path('folder'));
    await insideItsFolder(lab, async () => {
      const pending: Promise<unknown>[] = [];
      for (let i = 0; i < CALLS; i++) {
        const { ids, addresses } = await present(lab);
        const [method, params] = anyCall(dice, lab, ids, addresses);
        const outcome = lab.call(method, params as Params<Method>).catch((error: unknown) => {
          if (!(error instanceof CallRefused) || error.rpcCode === -32603) throw error;
        });
        pending.push(outcome);
        if (dice.chance(0.6)) await new Promise((turn) => setImmediate(turn)); // the loop turns: binding, accepting, closing
      }
      await lab.call('lab.reset', {});
      await Promise.all(pending);
      expect(await lab.call('lab.snapshot', {}), `round ${round}`).toMatchObject({ servers: [], sockets: [] });
      expect(readdirSync(lab.folder), `round ${round}`).toEqual(['file', 'folder']);
    });
  }
});
