// Which facts are worth a notification of the system, and how often one may come (ux.md 1.6). Pure: time is an argument.
import type { EventOf, LabEvent } from '../../shared/contract/events.ts';
import type { Server } from '../../shared/contract/records.ts';
import { formatBytes } from '../../shared/format.ts';

/** At most one in this time; what comes meanwhile is told together. */
export const QUIET_MS = 10_000;
/** Sending a file is “long” from here on. */
const LONG_MS = 5_000;

export interface Note {
  readonly title: string;
  readonly body: string;
}

/** Follows transfers, to know which were long, and servers, to know which were trying again. */
export class NoteworthyFacts {
  readonly #transfers = new Map<number, number>();
  readonly #retrying = new Set<number>();

  /** The note for a fact, if it is worth one. `servers` are as they were before it. */
  noteFor(event: LabEvent, servers: ReadonlyMap<number, Server>): Note | undefined {
    switch (event.type) {
      case 'server.retry':
        this.#retrying.add(event.serverId);
        return undefined;
      case 'server.listening':
      case 'server.close':
      case 'server.removed':
        this.#retrying.delete(event.serverId);
        return undefined;
      case 'server.error':
        return this.#stoppedByItself(event, servers.get(event.serverId));
      case 'transfer.progress':
        if (!this.#transfers.has(event.transferId)) this.#transfers.set(event.transferId, event.at);
        return undefined;
      case 'transfer.done':
      case 'transfer.failed':
        return this.#transferEnded(event);
      default:
        return undefined;
    }
  }

  /**
   * A server that was listening, or trying again and again, and is not any more, without anybody having asked. One whose
   * first try failed was refused to somebody who is looking.
   */
  #stoppedByItself({ serverId, failure }: EventOf<'server.error'>, server: Server | undefined): Note | undefined {
    const tried = this.#retrying.delete(serverId);
    if (!server || !(tried || server.state === 'listening')) return undefined;
    return { title: `${server.name} has stopped`, body: failure.message };
  }

  #transferEnded(event: EventOf<'transfer.done' | 'transfer.failed'>): Note | undefined {
    const since = this.#transfers.get(event.transferId);
    this.#transfers.delete(event.transferId);
    if (since === undefined || event.at - since < LONG_MS) return undefined;
    const to = `to #${event.socketId}`;
    if (event.type === 'transfer.done') return { title: 'File sent', body: `${formatBytes(event.bytesTotal)} ${to}` };
    return { title: 'Sending a file has failed', body: `${event.failure.message} (${to})` };
  }
}

/** Notes that wait for their time. */
export class NotePacer {
  #waiting: Note[] = [];
  #lastAt = Number.NEGATIVE_INFINITY;

  /** Takes a note in. Returns how long to wait before `take` may be called, in milliseconds. */
  add(note: Note, now: number): number {
    this.#waiting.push(note);
    return Math.max(0, this.#lastAt + QUIET_MS - now);
  }

  /** What is to be shown now: all that waits, as one. Undefined when there is nothing, or when it is too early. */
  take(now: number): Note | undefined {
    const [first, ...more] = this.#waiting;
    if (!first || now < this.#lastAt + QUIET_MS) return undefined;
    this.#waiting = [];
    this.#lastAt = now;
    if (more.length === 0) return first;
    const lines = [first, ...more].map(({ title }) => title);
    const rest = lines.length - MOST_LINES;
    return {
      title: `${lines.length} things have happened`,
      body: [...lines.slice(0, MOST_LINES), ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'),
    };
  }

  /** Forgets what waits: the person is looking at the window. */
  forget(): void {
    this.#waiting = [];
  }
}

const MOST_LINES = 4;
