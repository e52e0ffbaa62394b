// Whatever is destroyed closes, even where Node forgets about it (net-behaviours B11).
import { once } from 'node:events';
import net from 'node:net';
import { expect, test, vi } from 'vitest';
import type { LabEvent } from '../../../shared/contract/events.ts';
import { Core } from '../core.ts';
import { Descriptors, descriptorTarget } from '../descriptors.ts';
import { Outbox } from '../outbox.ts';
import { aboutThisMachine } from '../platform.ts';
import { until } from '../testing/test-lab.ts';
import { dialNew } from './dialling.ts';
import { type Mortal, Undertaker } from './undertaker.ts';

class Body implements Mortal {
  closed = false;
  forced = 0;
  forceClose(): void {
    this.forced++;
    this.closed = true;
  }
}

test('K65 B11 the undertaker closes what has not closed by itself in time, once', () => {
  vi.useFakeTimers();
  try {
    const undertaker = new Undertaker(1_000);
    const [stuck, quick, done] = [new Body(), new Body(), new Body()];
    for (const body of [stuck, quick, done]) undertaker.watch(body);
    undertaker.done(done);
    vi.advanceTimersByTime(500);
    quick.closed = true;
    expect(stuck.forced).toBe(0);
    vi.advanceTimersByTime(800);
    expect([stuck.forced, quick.forced, done.forced]).toEqual([1, 0, 0]);
    expect(vi.getTimerCount()).toBe(0);
    undertaker.watch(new Body());
    undertaker.close();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('K65 B11 a socket that Node leaves half dead still reports its close, and its descriptor is closed', async () => {
  const server = net.createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const core = new Core({
    about: aboutThisMachine('test', true),
    descriptors: new Descriptors(new Map()),
    closedKept: 10,
    patienceMs: 40,
  });
  const events: LabEvent[] = [];
  const outbox = new Outbox({ send: () => {}, onEnvelope: () => () => {}, onClose: () => () => {}, close: () => {} });
  core.callers.add({ outbox, watched: new Set(), files: true });
  outbox.start();
  outbox.push = (event) => void events.push(event);

  const { port } = server.address() as net.AddressInfo;
  const { life } = dialNew(core, { target: { port, host: '127.0.0.1' } }, {});
  await once(server, 'connection');
  await until(
    () => life.fd,
    () => 'the connection',
  );
  const fd = life.fd as number;
  // What the engine itself never does: a reset while Node is handing over the FIN.
  life.socket.end();
  life.socket.resetAndDestroy();
  expect(life.socket.destroyed).toBe(true);
  await life.ended();
  expect(events.map((e) => e.type).slice(-3)).toEqual(['socket.error', 'sockets.counted', 'socket.close']);
  expect(events.at(-1)).toMatchObject({ hadError: true, failure: { code: 'EINVAL' } });
  await until(
    () => process.platform !== 'linux' || !descriptorTarget(fd)?.startsWith('socket:'),
    () => 'the descriptor to be closed',
  );
  core.undertaker.close();
  core.counting.close();
  server.close();
});
