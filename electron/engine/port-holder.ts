// Which program listens on a TCP port of this machine, read from Linux's own tables. Programs of other users stay
// unnamed, because their descriptors may not be looked at.
import { readdir, readFile, readlink } from 'node:fs/promises';

export interface PortHolder {
  readonly name: string;
  readonly pid: number;
}

const LISTENING = '0A';
/** Looking through more processes than this takes longer than the answer is worth. */
const MOST_PROCESSES = 4_000;

/** The program that listens on a port; undefined where that cannot be found out (proc(5), "/proc/net/tcp"). */
export async function portHolder(port: number): Promise<PortHolder | undefined> {
  const inodes = new Set((await Promise.all(['tcp', 'tcp6'].map((table) => listenersIn(table, port)))).flat());
  if (inodes.size === 0) return undefined;
  const wanted = new Set([...inodes].map((inode) => `socket:[${inode}]`));
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/u.test(name));
  for (const pid of pids.slice(0, MOST_PROCESSES)) {
    if (!(await holdsOneOf(pid, wanted))) continue;
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
    return name === undefined ? undefined : { name: name.trim(), pid: Number(pid) };
  }
  return undefined;
}

/** The inodes of the sockets that listen on a port, by one of the kernel's tables. */
async function listenersIn(table: string, port: number): Promise<string[]> {
  const text = await readFile(`/proc/net/${table}`, 'latin1').catch(() => ''); // not Linux
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/u);
    return state === LISTENING && local.endsWith(wanted) && inode !== '' ? [inode] : [];
  });
}

async function holdsOneOf(pid: string, wanted: ReadonlySet<string>): Promise<boolean> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => []); // another user's, or gone
  for (const name of names) {
    const target = await readlink(`/proc/${pid}/fd/${name}`).catch(() => '');
    if (wanted.has(target)) return true;
  }
  return false;
}
