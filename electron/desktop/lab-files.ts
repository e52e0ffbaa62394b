// Lab files on this machine. The page never names a path on its own: a path comes from a dialog, from a file that a
// person dropped, from the command line or the system, or from the list of recent files.
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LabFileText, SavedFile } from '../../shared/desktop/messages.ts';

const LARGEST_FILE = 16 * 1024 * 1024;
export const labFilter = { name: 'Socket Lab', extensions: ['socketlab'] } as const;

/** What a file is called in the app: its name without the extension. */
export const labName = (file: string) => path.basename(file).replace(/\.socketlab$/iu, '') || 'Untitled';

export class LabFiles {
  readonly #allowed = new Set<string>();

  /** Notes a path that a person has chosen: from now on it may be read and written. */
  allow(file: string): void {
    this.#allowed.add(path.resolve(file));
  }
  isAllowed(file: string): boolean {
    return this.#allowed.has(path.resolve(file));
  }

  /** Reads a file that may be read. Rejects with the reason in words. */
  async read(file: string): Promise<LabFileText> {
    this.#demand(file);
    const { size } = await stat(file).catch((error: Error) => {
      throw new Error(`The lab file cannot be read: ${error.message}`);
    });
    if (size > LARGEST_FILE) throw new Error('The lab file cannot be read: it is larger than a lab file can be.');
    return { path: file, name: labName(file), text: await readFile(file, 'utf8') };
  }

  /** Replaces a file that may be written, or makes it; half a file is never there. Rejects with the reason in words. */
  async write(file: string, text: string): Promise<SavedFile> {
    this.#demand(file);
    const target = await realpath(file).catch(() => file); // a link stays a link
    const fresh = `${target}.${process.pid}.new`;
    try {
      const mode = await stat(target).then(
        (before) => before.mode,
        () => 0o666, // not there yet
      );
      await writeFile(fresh, text, { mode, flush: true });
      await rename(fresh, target);
    } catch (error) {
      await rm(fresh, { force: true });
      throw new Error(`The lab file cannot be written: ${(error as Error).message}`);
    }
    return { path: file, name: labName(file) };
  }

  #demand(file: string): void {
    if (!this.isAllowed(file)) throw new Error(`${file} was not chosen by anybody, so it is left alone.`);
  }
}

/** The path a person typed in a dialog, with the extension that some systems leave out. */
export const withExtension = (file: string) => (path.extname(file) === '' ? `${file}.socketlab` : file);
