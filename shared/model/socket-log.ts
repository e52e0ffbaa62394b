// The events of each socket, bounded. The engine keeps them for whoever comes later, a page for what it shows.
import type { LabEvent } from '../contract/events.ts';
import type { SocketId } from '../contract/fields.ts';

const MOST_PER_SOCKET = 6_000;
/** Over all sockets: a lab that runs for days must not grow for ever. */
const MOST = 60_000;
/** Share that goes at once when there are too many: one by one would move the whole list each time. */
const CUT = 0.1;

export interface LoggedEvent {
  /** Its number, which no other event has. */
  readonly number: number;
  readonly event: LabEvent;
}

const none: readonly LoggedEvent[] = [];

export class SocketLog {
  readonly #bySocket = new Map<SocketId, LoggedEvent[]>();
  readonly #dropped = new Map<SocketId, number>();
  #kept = 0;

  /** The kept events of a socket, in order. */
  of(socketId: SocketId): readonly LoggedEvent[] {
    return this.#bySocket.get(socketId) ?? none;
  }
  /** How many events of a socket are no longer kept. */
  droppedOf(socketId: SocketId): number {
    return this.#dropped.get(socketId) ?? 0;
  }

  /** Takes a structural event; those that are about no life of a socket are not kept. A removed socket takes its own along. */
  add(event: LabEvent, number: number): void {
    if (!('socketId' in event) || !('life' in event)) return;
    const { socketId } = event;
    if (event.type === 'socket.removed') {
      this.#kept -= this.of(socketId).length;
      this.#bySocket.delete(socketId);
      this.#dropped.delete(socketId);
      return;
    }
    let list = this.#bySocket.get(socketId);
    if (!list) {
      list = [];
      this.#bySocket.set(socketId, list);
    }
    list.push({ number, event });
    this.#grown(socketId, list, 1);
  }

  /** Puts in what somebody else has kept of a socket; `dropped` is how many were not. */
  merge(socketId: SocketId, kept: readonly LoggedEvent[], dropped: number): void {
    const own = this.of(socketId);
    const known = new Set(own.map(({ number }) => number));
    const fresh = kept.filter(({ number }) => !known.has(number));
    const list = [...fresh, ...own].sort((a, b) => a.number - b.number);
    this.#bySocket.set(socketId, list);
    this.#dropped.set(socketId, dropped);
    this.#grown(socketId, list, fresh.length);
  }

  #grown(socketId: SocketId, list: LoggedEvent[], count: number): void {
    this.#kept += count;
    const over = list.length - MOST_PER_SOCKET;
    if (over > 0) this.#drop(socketId, list, Math.max(over, Math.ceil(MOST_PER_SOCKET * CUT)));
    if (this.#kept > MOST) this.#cutLongest();
  }

  /** Makes room where the most is kept, so that sockets with few events keep all of theirs. */
  #cutLongest(): void {
    let longest = 0;
    for (const list of this.#bySocket.values()) longest = Math.max(longest, list.length);
    const limit = Math.max(1, Math.floor(longest * (1 - CUT)));
    for (const [socketId, list] of this.#bySocket) {
      if (list.length > limit) this.#drop(socketId, list, list.length - limit);
    }
  }

  #drop(socketId: SocketId, list: LoggedEvent[], count: number): void {
    list.splice(0, count);
    this.#kept -= count;
    this.#dropped.set(socketId, this.droppedOf(socketId) + count);
  }
}
