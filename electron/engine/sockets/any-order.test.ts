// Socket calls in a random but repeatable order, with sensible and senseless values. Whatever is asked is done or
// refused: nothing counts as a bug, the events always lead to the engine's own state (see `testing/checks.ts`), every
// socket reaches its close, and after a reset nothing is left.
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CallRefused } from '../../../shared/contract/failures.ts';
import type { Method, Params } from '../../../shared/contract/methods.ts';
import { type Random, randomFrom } from '../../../shared/testing/random.ts';
import { TestLab, until } from '../testing/test-lab.ts';

const ROUNDS = 12;
const CALLS = 120;

const textless = { toString: 1, valueOf: 1 };
const senseless: readonly unknown[] = [
  ...[null, 0, -0, -1, 1.5, 1e9, Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 32, true, false],
  ...['', ' ', '0', 'x', 'a\0b', '\0', '__proto__', 'utf8', '127.0.0.1', 'é'.repeat(60), 'a'.repeat(200)],
  ...[{}, [], [1], ['127.0.0.1'], textless, [textless]],
];

/** Ways to make up calls, out of everything that can be asked of sockets. */
class Whim {
  readonly #random: Random;
  readonly #lab: TestLab;
  readonly #targets: readonly object[];

  constructor(random: Random, lab: TestLab, targets: readonly object[]) {
    this.#random = random;
    this.#lab = lab;
    this.#targets = targets;
  }

  chance(percent: number): boolean {
    return this.#random.below(100) < percent;
  }
  odd(): unknown {
    return this.#random.pick(senseless);
  }
  or(...sensible: readonly unknown[]): unknown {
    return this.chance(10) ? this.odd() : this.#random.pick(sensible);
  }
  some(percent: number, keys: Readonly<Record<string, () => unknown>>): object {
    const chosen = Object.entries(keys).filter(() => this.chance(percent));
    return Object.fromEntries(chosen.map(([key, value]) => [key, value()]));
  }

  target(): object {
    const address = () => ({ address: this.or('127.0.0.1', '::1', '127.0.0.9'), family: this.or(4, 6) });
    const table = () =>
      this.or([], [{ host: 'lab.test', addresses: this.or([], [address()], [address(), address()]) }]);
    return {
      ...this.#random.pick(this.#targets),
      ...(this.chance(20) && { host: 'lab.test', hostsTable: table() }),
      ...this.some(6, {
        host: () => this.#random.pick(['127.0.0.1', 'a\0b', 5, {}, textless]), // nothing that would be asked of DNS
        port: () => this.odd(),
        path: () => this.odd(),
        localAddress: () => this.or('127.0.0.1', '127.0.0.7'),
        localPort: () => this.odd(),
        family: () => this.or(0, 4),
        hints: () => this.odd(),
        autoSelectFamily: () => this.or(true, false),
        autoSelectFamilyAttemptTimeout: () => this.or(10),
      }),
    };
  }
  options(): object {
    const rule = () => this.#random.pick([{ address: '127.0.0.9' }, { address: this.odd() }, this.odd()]);
    return this.some(8, {
      allowHalfOpen: () => this.odd(),
      noDelay: () => this.odd(),
      keepAlive: () => this.odd(),
      keepAliveInitialDelay: () => this.or(1_000),
      highWaterMark: () => this.or(1, 100),
      timeoutMs: () => this.or(1, 10),
      onTimeout: () => this.or('notify', 'end', 'destroy', 'reset'),
      connectTimeoutMs: () => this.or(1, 10),
      onread: () => this.or({ bufferSize: 10 }, { bufferSize: this.odd() }),
      blockList: () => this.or([], [rule()]),
      autoReconnect: () => this.or({ everyMs: 1, times: 2 }, { everyMs: this.odd(), times: this.odd() }),
    });
  }

  call(ids: readonly number[]): readonly [Method, unknown] {
    const socketId = this.#random.pick([...ids, ...ids.slice(-3), 4711]);
    const definition = () => ({ target: this.target(), options: this.options() });
    const data = () => this.or('hello', 'x'.repeat(this.#random.below(400_000)));
    return this.#random.pick<() => readonly [Method, unknown]>([
      () => ['socket.connect', { ...definition(), paused: this.chance(20), aborted: this.chance(5) }],
      () => ['socket.connect', { ...definition() }],
      () => ['socket.create', definition()],
      () => ['socket.connect', { socketId, paused: this.chance(20) }],
      () => ['socket.connect', { socketId }],
      () => ['socket.wrap', { fd: this.odd(), readable: this.odd(), writable: this.odd() }],
      () => ['socket.write', { socketId, data: data(), encoding: this.or(undefined, 'utf8', 'hex', 'base64') }],
      () => ['socket.write', { socketId, data: data() }],
      () => ['socket.end', { socketId, ...this.some(30, { data, encoding: () => this.odd() }) }],
      () => ['socket.destroy', { socketId, ...this.some(20, { error: () => 'enough' }) }],
      () => [this.#random.pick(['socket.destroySoon', 'socket.resetAndDestroy', 'socket.cancel']), { socketId }],
      () => [this.#random.pick(['socket.pause', 'socket.resume', 'socket.cork', 'socket.uncork']), { socketId }],
      () => [this.#random.pick(['socket.ref', 'socket.unref', 'socket.inspect', 'socket.remove']), { socketId }],
      () => ['socket.setTimeout', { socketId, timeoutMs: this.or(0, 1, 20), onTimeout: this.or('notify', 'reset') }],
      () => ['socket.setKeepAlive', { socketId, enable: this.odd(), initialDelayMs: this.odd() }],
      () => ['socket.setNoDelay', { socketId, noDelay: this.odd() }],
      () => ['socket.setEncoding', { socketId, encoding: this.or('utf8', 'base64', 'hex') }],
      () => ['socket.sendFile', { socketId, path: this.or(this.#lab.path('file')), thenEnd: this.chance(20) }],
      () => ['transfer.cancel', { transferId: this.#random.below(100) + 1 }],
      () => ['capture.read', { socketId, from: this.#random.below(50), decode: this.chance(50) }],
      () => ['capture.configure', { socketId, keep: this.or('all', 'counts'), maxBytes: this.or(undefined, 0, 1_000) }],
      () => ['view.watch', { socketIds: ids.slice(0, this.#random.below(4)) }],
    ])();
  }
}

test('K2 K28 K59 K65 calls in any order with any values: done or refused, never a bug, and every life ends', async () => {
  for (let round = 1; round <= ROUNDS; round++) {
    await using lab = await TestLab.open();
    writeFileSync(lab.path('file'), Buffer.alloc(300_000));
    const { fds } = await lab.call('lab.stats', {});
    const random = randomFrom(round * 104_729);
    const pending: Promise<unknown>[] = [];
    const whim = new Whim(random, lab, await targets(lab));
    for (let i = 0; i < CALLS; i++) {
      const ids = (await lab.call('lab.snapshot', {})).sockets.map((s) => s.socketId);
      const [method, params] = whim.call(ids);
      const outcome = lab.call(method, params as Params<Method>).catch((error: unknown) => {
        if (!(error instanceof CallRefused) || error.rpcCode === -32603) throw error;
      });
      pending.push(outcome);
      if (random.below(10) < 6) await new Promise((turn) => setImmediate(turn)); // the loop turns: connecting, reading
    }
    await lab.call('lab.reset', {});
    await Promise.all(pending);
    expect(await lab.call('lab.snapshot', {}), `round ${round}`).toMatchObject({ servers: [], sockets: [] });
    const open = new Set<string>();
    for (const event of lab.events) {
      if (event.type === 'socket.connect') open.add(`${event.socketId} ${event.life}`);
      if (event.type === 'socket.close') open.delete(`${event.socketId} ${event.life}`);
    }
    expect([...open], `round ${round}`).toEqual([]);
    await until(
      async () => (await lab.call('lab.stats', {})).fds === fds,
      () => `the descriptors to be ${fds} again in round ${round}`,
    );
  }
});

/** Where one can connect to: an echo, a server that hangs up, one that does not read, a path, and nobody. */
async function targets(lab: TestLab): Promise<object[]> {
  const host = '127.0.0.1';
  const path = lab.path('any.sock');
  const echo = await lab.tcpServer({ mock: { otherwise: { kind: 'echo' } } });
  const hasty = await lab.tcpServer({ mock: { otherwise: { kind: 'banner', text: 'bye', afterwards: 'close' } } });
  const deaf = await lab.tcpServer({ options: { pauseOnConnect: true, allowHalfOpen: true, maxConnections: 5 } });
  await lab.call('server.listen', { listen: { path }, mock: { otherwise: { kind: 'echo' } } });
  return [...[echo.port, echo.port, hasty.port, deaf.port, 1].map((port) => ({ port, host })), { path }];
}
