// The way an end has gone through a machine: which states, in which order, when, and how that is known.
import type { LabEvent } from '../../contract/events.ts';
import type { Socket } from '../../contract/records.ts';
import { applyEvents, emptyLab, type LabState } from '../lab-state.ts';

export type Evidence = 'observed' | 'sampled' | 'inferred';

export interface Visit {
  readonly state: string;
  /** Engine milliseconds; undefined where it is not known. */
  readonly at: number | undefined;
  readonly provenance: Evidence;
  /** The number of the event that told it. */
  readonly event?: number;
  /** Why there is no time, or what it is concluded from. */
  readonly note?: string;
}

/** The record's own time and that of the event that tells of it lie this close together. */
const AT_ONCE_MS = 5;

export interface PathFacts {
  readonly socket: Socket;
  /** Of the present life, oldest first. */
  readonly events: readonly { readonly number: number; readonly event: LabEvent }[];
}

/**
 * Node's `readyState` as it went. Where the events reach back to the making of the socket every step is observed;
 * otherwise the record gives the first steps, and a step nobody has seen has no time.
 */
export function nodeVisits({ socket, events }: PathFacts): Visit[] {
  const visits: Visit[] = [];
  const step = (state: string, at: number | undefined, event?: number) => {
    if (visits.at(-1)?.state === state) return;
    const note = at === undefined ? { note: 'no longer kept' } : {};
    visits.push({ state, at, provenance: 'observed', ...(event !== undefined && { event }), ...note });
  };
  const life = events.filter(({ event }) => 'life' in event && event.life === socket.life);
  const mine = life.filter(({ event }) => telling.has(event.type));
  const { origin, state, openedAt, connectedAt, readyState } = socket;
  if (state === 'created') return [];
  const firstAt = life[0]?.event.at ?? Number.POSITIVE_INFINITY;
  const connectSeen = origin !== 'dialled' || connectedAt === undefined || firstAt <= connectedAt;
  if (origin === 'dialled') step('opening', openedAt);
  if (origin !== 'dialled' || !connectSeen) step('open', connectedAt ?? openedAt);
  const begun = visits.length;
  let lab = labWith({ ...socket, readyState: origin === 'dialled' && connectSeen ? 'opening' : 'open' });
  for (const { number, event } of mine) {
    lab = applyEvents(lab, [event.type === 'socket.created' ? { ...event, type: 'socket.updated' } : event]);
    const record = lab.sockets.get(socket.socketId);
    if (record && record.state !== 'created') step(record.readyState, event.at, number);
  }
  // Events that do not lead to what the record says began in the middle: what they seem to tell may be wrong.
  if (visits.at(-1)?.state !== readyState && firstAt > openedAt + AT_ONCE_MS) visits.splice(begun);
  step(readyState, socket.closedAt);
  return visits;
}

/** The events that can change `readyState`: there may be thousands of others. */
const telling: ReadonlySet<string> = new Set([
  'socket.created',
  'socket.updated',
  'socket.connect',
  'socket.end',
  'socket.finish',
  'socket.close',
]);

/** A lab of one socket, so that the rules of the mirror decide here too. */
function labWith(socket: Socket): LabState {
  const { close: _close, closedAt: _closedAt, ...alive } = socket;
  return { ...emptyLab(0), sockets: new Map([[socket.socketId, alive]]) };
}
