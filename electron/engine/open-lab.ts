import { readFile } from 'node:fs/promises';
import { Client } from '../../shared/contract/client.ts';
import { memoryTransports } from '../../shared/contract/memory-transport.ts';
import { parseLabFile } from '../../shared/lab-file.ts';
import type { Engine } from './engine.ts';

/**
 * Puts what a lab file defines into the lab, beside what is there; its servers stay stopped. Resolves with undefined, or
 * with the reason in words, and then nothing has changed.
 */
export async function openLab(engine: Engine, file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return `The lab file cannot be read: ${(error as Error).message}`;
  }
  const lab = parseLabFile(text);
  if (!lab.ok) return `${file} cannot be opened: ${lab.why}`;
  const [ours, theirs] = memoryTransports();
  engine.connect(theirs);
  const client = new Client(ours);
  try {
    for (const server of lab.file.servers) await client.call('server.create', server);
    for (const socket of lab.file.clients) await client.call('socket.create', socket);
    return undefined;
  } catch (error) {
    return `${file} was opened in part only: ${(error as Error).message}`;
  } finally {
    client.close();
  }
}
