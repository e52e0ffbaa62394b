// Who a file or folder belongs to and what they may do, in the words `ls -l` uses. Read only after a refusal.
import { readFileSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';

/** The name of a user or a group; its number where the system's table does not name it (passwd(5), group(5)). */
export function nameIn(table: 'passwd' | 'group', id: number): string {
  try {
    const line = readFileSync(`/etc/${table}`, 'utf8')
      .split('\n')
      .find((entry) => entry.split(':')[2] === String(id));
    return line?.split(':')[0] ?? String(id);
  } catch {
    return String(id); // no such table here
  }
}

/** Permission bits as `rw-rw----`. */
export function permissionText(mode: number): string {
  return Array.from('rwxrwxrwx', (letter, i) => (mode & (0o400 >> i) ? letter : '-')).join('');
}

export interface AccessFacts {
  /** `rw-rw---- root:docker`. */
  readonly text: string;
  /** The group whose membership would help; absent where it would not, or where it is there already. */
  readonly group?: string | undefined;
}

/** What the permissions of a socket file say about connecting to it, which needs the right to write (unix(7)). */
export function accessFacts({ mode, uid, gid }: Pick<Stats, 'mode' | 'uid' | 'gid'>): AccessFacts {
  const group = nameIn('group', gid);
  const member = process.getgroups?.().includes(gid) ?? false;
  const wouldHelp = (mode & 0o020) !== 0 && !member;
  return {
    text: `${permissionText(mode)} ${nameIn('passwd', uid)}:${group}`,
    ...(wouldHelp && { group }),
  };
}

/** The user a path's folder belongs to; undefined where that cannot be seen. */
export function folderOwner(given: string | undefined): string | undefined {
  if (given === undefined || process.platform === 'win32') return undefined;
  try {
    return nameIn('passwd', statSync(path.dirname(path.resolve(given))).uid);
  } catch {
    return undefined; // not there, or not ours to see: the failure says which
  }
}
