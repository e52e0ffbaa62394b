// The events of each socket as this page shows them. Kept outside React: an open Events tab asks for them.

import { unnumbered } from '../../shared/contract/batches.ts';
import type { LabEvent } from '../../shared/contract/events.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import { type LoggedEvent, SocketLog } from '../../shared/model/socket-log.ts';

export type { LoggedEvent } from '../../shared/model/socket-log.ts';

export class EventLog {
  readonly #log = new SocketLog();
  readonly #listeners = new Set<() => void>();
  #version = 0;
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
      this.#log.add(event, number++);
    }
    this.#next = number;
    if (this.#hiddenFrom === Number.POSITIVE_INFINITY) this.#tell();
  }

  /** Takes what the engine has kept of a socket, and how many events it has not. */
  merge(socketId: SocketId, kept: readonly LoggedEvent[], dropped: number): void {
    this.#log.merge(socketId, kept, dropped);
    this.#tell();
  }

  /** Stops and resumes showing what is new. */
  freeze(on: boolean): void {
    this.#hiddenFrom = on ? this.#next : Number.POSITIVE_INFINITY;
    if (!on) this.#tell();
  }

  /** The events of some sockets, in order. */
  of(socketIds: readonly (SocketId | undefined)[]): readonly LoggedEvent[] {
    const lists = socketIds.flatMap((id) => (id === undefined ? [] : this.#log.of(id)));
    return lists.filter(({ number }) => number < this.#hiddenFrom).sort((a, b) => a.number - b.number);
  }
  /** How many events of these sockets are no longer kept. */
  droppedOf(socketIds: readonly (SocketId | undefined)[]): number {
    return socketIds.reduce<number>((sum, id) => sum + (id === undefined ? 0 : this.#log.droppedOf(id)), 0);
  }

  /** The number of a socket's newest event of such a kind; undefined where none is kept. */
  newestOf(socketId: SocketId, isMeant: (event: LabEvent) => boolean): number | undefined {
    return this.#log.of(socketId).findLast(({ number, event }) => number < this.#hiddenFrom && isMeant(event))?.number;
  }

  #tell(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
