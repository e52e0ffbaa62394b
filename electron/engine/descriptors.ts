// Which file descriptors of this process a caller may use. Those the process inherited: yes. Those the engine, the
// shell or Node itself have opened: no, because adopting one would pull it from under its owner.
import { readdirSync, readlinkSync } from 'node:fs';
import { refusal } from './failures.ts';

/** What a descriptor refers to (`socket:[123]`, `/dev/null`), or undefined when it is not open. */
export function descriptorTarget(fd: number): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined; // not open, or no /proc here
  }
}

/** The descriptors open now with what they refer to; empty where there is no /proc. */
export function openDescriptors(): Map<number, string> {
  const found = new Map<number, string>();
  let names: string[] = [];
  try {
    names = readdirSync('/proc/self/fd');
  } catch {
    return found; // no /proc: nothing is known to be inherited
  }
  for (const name of names) {
    const target = descriptorTarget(Number(name));
    if (target !== undefined) found.set(Number(name), target);
  }
  return found;
}

/**
 * The descriptors a process got from its parent, out of those open at its very start: not Node's own event queues, and
 * not a pipe of which it holds both ends (that is libuv talking to itself).
 */
export function inheritedAmong(open: ReadonlyMap<number, string>): Map<number, string> {
  const holders = new Map<string, number>();
  for (const target of open.values()) holders.set(target, (holders.get(target) ?? 0) + 1);
  return new Map(
    [...open].filter(([fd, target]) => {
      if (target.startsWith('anon_inode:')) return false;
      return fd <= 2 || !(target.startsWith('pipe:') && (holders.get(target) ?? 0) > 1);
    }),
  );
}

/** Standard output and error are the engine's own voice. */
const OWN_VOICE = new Set([1, 2]);

export class Descriptors {
  readonly #inherited: ReadonlyMap<number, string>;
  readonly #taken = new Set<number>();

  /** `inherited` comes from `inheritedAmong(openDescriptors())`, read before anything else was opened. */
  constructor(inherited: ReadonlyMap<number, string>) {
    this.#inherited = inherited;
  }

  /** Refuses a descriptor that belongs to the engine or to Node. Values that are no descriptors are left to Node. */
  check(fd: unknown): void {
    if (typeof fd !== 'number' || !Number.isInteger(fd) || fd < 0) return;
    const target = descriptorTarget(fd);
    if (target === undefined) return;
    if (this.#taken.has(fd))
      throw refusal('FD_IN_USE', `Descriptor ${fd} is in use by a server or socket of this lab.`);
    if (OWN_VOICE.has(fd) || this.#inherited.get(fd) !== target) {
      throw refusal('FD_IN_USE', `Descriptor ${fd} was opened by Socket Lab; only inherited ones can be used.`);
    }
  }

  take(fd: number): void {
    this.#taken.add(fd);
  }
  release(fd: number): void {
    this.#taken.delete(fd);
  }

  /** Whether a refused descriptor is gone: Node closes some of those it refuses (net-behaviours B39). */
  wasClosed(fd: number): boolean {
    const inherited = this.#inherited.get(fd);
    return inherited !== undefined && descriptorTarget(fd) !== inherited;
  }
}
