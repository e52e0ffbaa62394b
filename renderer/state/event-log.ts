// The events of each socket since this page was opened, bounded. Kept outside React: an open Events tab asks for them.
import type { LabEvent } from '../../shared/contract/events.ts';
import { unnumbered } from '../../shared/contract/events.ts';
import type { SocketId } from '../../shared/contract/fields.ts';

const MOST_PER_SOCKET = 500;

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
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  /** The events of some sockets, in order. */
  of(socketIds: readonly (SocketId | undefined)[]): readonly LoggedEvent[] {
    const lists = socketIds.flatMap((id) => (id === undefined ? [] : (this.#bySocket.get(id) ?? [])));
    return lists.sort((a, b) => a.number - b.number);
  }
  /** How many events of these sockets are no longer kept. */
  droppedOf(socketIds: readonly (SocketId | undefined)[]): number {
    return socketIds.reduce<number>((sum, id) => sum + (id === undefined ? 0 : (this.#dropped.get(id) ?? 0)), 0);
  }

  #file(event: LabEvent, number: number): void {
    if (!('socketId' in event) || !('life' in event)) return;
    if (event.type === 'socket.removed') {
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
    if (list.length <= MOST_PER_SOCKET) return;
    list.shift();
    this.#dropped.set(event.socketId, (this.#dropped.get(event.socketId) ?? 0) + 1);
  }
}
