// Lab files of this machine: read with a limit, written so that there is never half a file.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { LARGEST_LAB_FILE } from '../../shared/lab-text.ts';
import { refusal, refusalOf } from './failures.ts';

const EXTENSION = /\.socketlab$/iu;

/** What a lab in a file is called. */
export const labNameOf = (file: string) => path.basename(file).replace(EXTENSION, '') || 'Untitled';

/** The text of a lab file. Refuses what cannot be read or is larger than a lab file can be. */
export async function readLabFile(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > LARGEST_LAB_FILE) throw refusal('BAD_LAB_FILE', 'It is larger than a lab file can be.');
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw refusalOf(error, { doing: 'use', path: file });
  }
}

/** Writes a lab file beside the one that is there and puts it in its place; answers the whole path. */
export async function writeLabFile(file: string, text: string): Promise<string> {
  const resolved = path.resolve(file);
  if (!EXTENSION.test(resolved) || path.basename(resolved).length < 11) throw refusal('NOT_A_LAB_NAME', file);
  const beside = `${resolved}.${randomUUID()}`;
  try {
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, resolved);
    return resolved;
  } catch (error) {
    await rm(beside, { force: true });
    throw refusalOf(error, { doing: 'use', path: resolved });
  }
}
