// The ledger of a paused reader, on real sockets: every byte that was written is somewhere.
import { describe, expect, test } from 'vitest';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { type Ledger, ledgerOf } from '../../../shared/model/ledger.ts';
import { TestLab, until } from '../testing/test-lab.ts';

/** The ledger once nothing moves any more: the same numbers in samples a quarter of a second apart. */
async function settled(lab: TestLab, from: SocketId, to: SocketId): Promise<Ledger> {
  let before = '';
  let beforeAt = 0;
  return await until(
    async () => {
      const [sender, receiver] = [await lab.socket(from), await lab.socket(to)];
      const ledger = ledgerOf(sender, receiver);
      const at = Math.min(sender.kernel?.sampledAt ?? 0, receiver.kernel?.sampledAt ?? 0);
      const same = JSON.stringify(ledger) === before && at > beforeAt;
      if (JSON.stringify(ledger) !== before) [before, beforeAt] = [JSON.stringify(ledger), at + 250];
      return same && ledger.difference !== undefined && ledger;
    },
    () => `a ledger at rest; last ${before}`,
  );
}

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test.each([
    ['a few bytes', 5, 1],
    ['many writes', 64_000, 120],
    ['one large write', 9_000_000, 1],
  ])('%s to a reader that does not read', async (_name, size, times) => {
    await using lab = await TestLab.open();
    const { client, accepted } = await lab.pair({ options: { pauseOnConnect: true } });
    await lab.call('kernel.watch', { socketIds: [client, accepted] });
    const data = 'x'.repeat(size);
    for (let i = 0; i < times; i++) await lab.call('socket.write', { socketId: client, data });
    const ledger = await settled(lab, client, accepted);
    expect(ledger).toMatchObject({ written: size * times, difference: 0 });
    const { queued, takenInPart, kernelOut = 0, kernelIn = 0, read = 0, written } = ledger;
    expect(queued - takenInPart + kernelOut + kernelIn + read).toBe(written);
    if (size * times > 8_000_000 && times === 1) expect(takenInPart).toBeGreaterThan(1_000_000);
    await lab.call('socket.resume', { socketId: accepted });
    await lab.socketWhen(accepted, (s) => s.counts.bytesRead === written);
    expect(await settled(lab, client, accepted)).toMatchObject({
      kernelIn: 0,
      read: written,
      queued: 0,
      difference: 0,
    });
  });

  test('a FIN behind the bytes is none of them', async () => {
    await using lab = await TestLab.open();
    const { client, accepted } = await lab.pair({ options: { pauseOnConnect: true, allowHalfOpen: true } });
    await lab.call('kernel.watch', { socketIds: [client, accepted] });
    await lab.call('socket.end', { socketId: client, data: 'hello' });
    await lab.socketWhen(accepted, (s) => s.kernel?.state === 'CLOSE_WAIT');
    expect(await settled(lab, client, accepted)).toMatchObject({
      written: 5,
      kernelOut: 0,
      kernelIn: 5,
      difference: 0,
    });
  });
});
