import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '../../shared/contract/client.ts';
import { CallRefused } from '../../shared/contract/failures.ts';
import { memoryTransports } from '../../shared/contract/memory-transport.ts';
import type { Engine } from './engine.ts';

/**
 * Puts a lab file in the place of the present lab; its servers stay stopped. Resolves with undefined, or with the
 * reason in words, and then nothing has changed.
 */
export async function openLab(engine: Engine, file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return `The lab file cannot be read: ${(error as Error).message}`;
  }
  const [ours, theirs] = memoryTransports();
  engine.connect(theirs);
  const client = new Client(ours);
  try {
    await client.call('document.open', { text, name: path.basename(file).replace(/\.socketlab$/iu, ''), path: file });
    return undefined;
  } catch (error) {
    const why = error instanceof CallRefused ? (error.failure.why ?? error.message) : String(error);
    return `${file} cannot be opened: ${why}`;
  } finally {
    client.close();
  }
}
