// A reset behind data that was not read yet: Node up to 22 makes a clean end of it (net-behaviours B12). What Node does
// not know is asked of the kernel, so that nobody is told the peer had finished.
import { expect, test } from 'vitest';
import { stateDetail } from '../../../shared/model/state-words.ts';
import { dialPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

const nodeTells = Number(process.versions.node.split('.')[0]) >= 24;

test.each([{}, { allowHalfOpen: true }])('B12 a masked reset is “peer gone”, not a clean end (%o)', async (options) => {
  await using lab = await TestLab.open();
  const { socketId, peer } = await dialPeer(lab, options);
  await lab.call('socket.pause', { socketId });
  peer.socket.write(Buffer.alloc(300_000));
  await lab.socketWhen(socketId, (s) => s.counts.bytesRead > 0);
  peer.socket.resetAndDestroy();
  await peer.ending();
  await lab.call('socket.resume', { socketId });
  if (options.allowHalfOpen && !nodeTells) {
    await lab.event('socket.end');
    await lab.call('socket.end', { socketId });
  }
  const { cause, hadError } = await lab.event('socket.close');
  expect([cause, hadError]).toEqual(nodeTells ? ['rst', true] : ['peer-gone', false]);
  const socket = await lab.socket(socketId);
  expect(socket.state).toBe(nodeTells ? 'reset' : 'closed');
  if (!nodeTells)
    expect(stateDetail(socket)).toMatch(/^Peer gone · .* · Node saw an end, the kernel had no connection left$/u);
});

test('an end that is one stays one, whoever is first', async () => {
  await using lab = await TestLab.open();
  for (const first of ['us', 'peer'] as const) {
    const { client, accepted } = await lab.pair();
    await lab.call('socket.end', { socketId: first === 'us' ? client : accepted, data: 'bye' });
    const { cause } = await lab.event('socket.close', (e) => e.socketId === client);
    expect([cause, (await lab.socket(client)).close?.first]).toEqual(['fin', first]);
  }
});
