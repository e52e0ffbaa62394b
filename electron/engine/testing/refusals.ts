import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { Params } from '../../../shared/contract/methods.ts';
import type { TestLab } from './test-lab.ts';

/** Runs something with the lab's folder as the working folder, where stray files would turn up. */
export async function insideItsFolder<T>(lab: TestLab, work: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  process.chdir(lab.folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
}

/**
 * Listens with a value that must be refused, in both forms of `server.listen`, and answers the code. Fails unless
 * everything is as before: no server, no event and no file of the new one; the defined one as it was.
 */
export function refusedValue(lab: TestLab, listen: unknown): Promise<string> {
  return insideItsFolder(lab, async () => {
    const { serverId } = await lab.call('server.create', { listen: { port: 0 } });
    await lab.call('server.update', { serverId, listen: listen as Params<'server.create'>['listen'] });
    const before = await observed(lab);
    const fresh = await lab.refused('server.listen', { listen });
    const again = await lab.refused('server.listen', { serverId });
    expect(again, JSON.stringify(listen)).toEqual(fresh);
    expect(await observed(lab), JSON.stringify(listen)).toEqual(before);
    await lab.call('server.remove', { serverId });
    return fresh.code;
  });
}

/** What a refused call must not change. */
async function observed(lab: TestLab) {
  const { servers, sockets, sequence } = await lab.call('lab.snapshot', {});
  return { servers, sockets, sequence, files: readdirSync(lab.folder) };
}

/** Fails unless the engine still works. */
export async function stillWorks(lab: TestLab): Promise<void> {
  const { client } = await lab.pair({ mock: { otherwise: { kind: 'echo' } } });
  await lab.call('socket.write', { socketId: client, data: 'alive' });
  await lab.socketWhen(client, (s) => s.counts.bytesRead === 5);
}
