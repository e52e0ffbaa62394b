// The events of each socket since this page was opened, bounded. Kept outside React: an open Events tab asks for them.
import type { LabEvent } from '../../shared/contract/events.ts';
import { unnumbered } from '../../shared/contract/events.ts';
import type { SocketId } from '../../shared/contract/fields.ts';

const MOST_PER_SOCKET = 6_000;
/** Over all sockets: a page that is open for days must not grow for ever. */
const MOST = 60_000;
/** Share that goes at once when there are too many: one by one would move the whole list each time. */
const CUT = 0.1;

export interface LoggedEvent {
  /** Its number, which no other event has. */
  readonly number: number;
  readonly event: LabEvent;
}

export class EventLog {
  readonly #bySocket = new Map<SocketId, LoggedEvent[]>();
  readonly #dropped = new Map<SocketId, number>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #kept = 0;
  /** While the view is frozen: the number of the first event that is not shown. */
  #hiddenFrom = Number.POSITIVE_INFINITY;
  #next = 0;

  get version(): number {
    return this.#version;
  }
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes fresh events; `first` is the number of the first structural one. */
  add(events: readonly LabEvent[], first: number): void {
    let number = first;
    for (const event of events) {
      if (unnumbered.has(event.type)) continue;
      this.#file(event, number++);
    }
    this.#next = number;
    if (this.#hiddenFrom === Number.POSITIVE_INFINITY) this.#tell();
  }

  /** Stops and resumes showing what is new. */
  freeze(on: boolean): void {
    this.#hiddenFrom = on ? this.#next : Number.POSITIVE_INFINITY;
    if (!on) this.#tell();
  }

  /** The events of some sockets, in order. */
  of(socketIds: readonly (SocketId | undefined)[]): readonly LoggedEvent[] {
    const lists = socketIds.flatMap((id) => (id === undefined ? [] : (this.#bySocket.get(id) ?? [])));
    return lists.filter(({ number }) => number < this.#hiddenFrom).sort((a, b) => a.number - b.number);
  }
  /** How many events of these sockets are no longer kept. */
  droppedOf(socketIds: readonly (SocketId | undefined)[]): number {
    return socketIds.reduce<number>((sum, id) => sum + (id === undefined ? 0 : (this.#dropped.get(id) ?? 0)), 0);
  }

  /** The number of a socket's newest event of such a kind; undefined where none is kept. */
  newestOf(socketId: SocketId, isMeant: (event: LabEvent) => boolean): number | undefined {
    return this.#bySocket.get(socketId)?.findLast(({ number, event }) => number < this.#hiddenFrom && isMeant(event))
      ?.number;
  }

  #tell(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  #file(event: LabEvent, number: number): void {
    if (!('socketId' in event) || !('life' in event)) return;
    if (event.type === 'socket.removed') {
      this.#kept -= this.#bySocket.get(event.socketId)?.length ?? 0;
      this.#bySocket.delete(event.socketId);
      this.#dropped.delete(event.socketId);
      return;
    }
    let list = this.#bySocket.get(event.socketId);
    if (!list) {
      list = [];
      this.#bySocket.set(event.socketId, list);
    }
    list.push({ number, event });
    this.#kept++;
    if (list.length > MOST_PER_SOCKET) this.#drop(event.socketId, list, Math.ceil(MOST_PER_SOCKET * CUT));
    if (this.#kept > MOST) this.#cutLongest();
  }

  /** Makes room where the most is kept, so that sockets with few events keep all of theirs. */
  #cutLongest(): void {
    const longest = Math.max(...[...this.#bySocket.values()].map((list) => list.length));
    const limit = Math.max(1, Math.floor(longest * (1 - CUT)));
    for (const [socketId, list] of this.#bySocket) {
      if (list.length > limit) this.#drop(socketId, list, list.length - limit);
    }
  }

  #drop(socketId: SocketId, list: LoggedEvent[], count: number): void {
    list.splice(0, count);
    this.#kept -= count;
    this.#dropped.set(socketId, (this.#dropped.get(socketId) ?? 0) + count);
  }
}
