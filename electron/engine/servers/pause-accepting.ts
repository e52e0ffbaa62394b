// `server.pause(msecs)` as Node 0.5 had it: for a while nothing is accepted, and the kernel goes on queueing.
import { linkSync, lstatSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { refusalOf } from '../failures.ts';
import { duplicateHandle, type ListenHandle } from './duplicate-handle.ts';
import { askedBacklog, pathOf } from './listen-plan.ts';
import type { ServerRow } from './server-row.ts';

interface HandleOwner {
  _handle: (ListenHandle & { [key: symbol]: unknown }) | null;
}

/**
 * Stops accepting for `ms`. During that time clients connect into the kernel's queue; afterwards all are accepted.
 * Once only: while paused a further call does nothing, as in Node 0.5. Answers how to end the pause early.
 */
export async function pauseAccepting(row: ServerRow, ms: number): Promise<(() => void) | undefined> {
  if (row.endPause) return undefined;
  const owner = row.net as unknown as HandleOwner;
  const accepting = owner._handle;
  if (!accepting) return undefined;
  row.endPause = () => {}; // taken, while the duplicate is being made
  let duplicate: ListenHandle & { [key: symbol]: unknown };
  try {
    duplicate = (await duplicateHandle(accepting)) as ListenHandle & { [key: symbol]: unknown };
  } catch (error) {
    row.endPause = undefined;
    throw refusalOf(error, { doing: 'listen' });
  }
  if (owner._handle !== accepting) {
    row.endPause = undefined;
    duplicate.close(); // closed while the duplicate was being made
    return undefined;
  }
  let kept: KeptFile | undefined;
  try {
    kept = keepFile(row);
  } catch (error) {
    row.endPause = undefined;
    duplicate.close();
    throw refusalOf(error, { doing: 'use' });
  }
  // What makes a handle a server's: its callback, and the reference back to the net.Server under a private symbol.
  duplicate.onconnection = accepting.onconnection;
  for (const symbol of Object.getOwnPropertySymbols(accepting)) {
    if (accepting[symbol] === row.net) duplicate[symbol] = row.net;
  }
  if (!row.referenced) duplicate.unref();
  owner._handle = duplicate;
  accepting.close();
  if (kept) row.ownedFile = putBack(kept);
  row.emit({ type: 'server.accepting-paused', ms });
  const timer = setTimeout(resume, ms);
  row.endPause = () => {
    clearTimeout(timer);
    row.endPause = undefined;
  };
  return resume;
  function resume() {
    clearTimeout(timer);
    row.endPause = undefined;
    if (owner._handle !== duplicate) return;
    duplicate.listen(askedBacklog(row.listen));
    row.emit({ type: 'server.accepting-resumed' });
  }
}

interface KeptFile {
  readonly path: string;
  readonly link: string;
}

/** Closing the first handle of a UNIX server removes its file, which the second still needs: a second link keeps it. */
function keepFile(row: ServerRow): KeptFile | undefined {
  const path = pathOf(row.listen);
  if (path === undefined || path.startsWith('\0')) return undefined;
  const link = `${path}.kept-${process.pid}`;
  try {
    linkSync(path, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // somebody has removed it: nothing to keep
    throw error;
  }
  return { path, link };
}

function putBack({ path, link }: KeptFile): { path: string; inode: number } {
  renameSync(link, path);
  rmSync(link, { force: true }); // renaming a file onto itself leaves both names (rename(2)): the handle had not removed it
  return { path, inode: lstatSync(path).ino };
}

/** Removes the file of a UNIX server that only we know of any more, if it is still the same file. */
export function removeOwnedFile(row: ServerRow): void {
  const file = row.ownedFile;
  if (!file) return;
  row.ownedFile = undefined;
  try {
    if (lstatSync(file.path).ino === file.inode) unlinkSync(file.path);
  } catch {
    // gone already: nothing is left behind, which is what was wanted
  }
}
