import type { ServerTarget, SocketTarget } from './protocol.ts';

/** One system's way to look at its sockets. It writes what it finds into the row table it was made with. */
export interface Looker {
  /** Looks for this target from now on; `slot` is the place of its row. */
  put(target: SocketTarget, slot: number): void;
  drop(id: number): void;
  watchServers(servers: readonly ServerTarget[]): void;
  /** Answers how many connections wait to be accepted, by server id. Throws when nothing can be read. */
  look(): Map<number, number>;
}
