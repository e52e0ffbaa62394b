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
    const note = at === undefined ? { note: 'before this page was opened' } : {};
    visits.push({ state, at, provenance: 'observed', ...(event !== undefined && { event }), ...note });
  };
  const mine = events.filter(({ event }) => 'life' in event && event.life === socket.life);
  if (socket.origin === 'dialled' && socket.state !== 'created') step('opening', socket.openedAt);
  let lab = labWith({ ...socket, readyState: socket.origin === 'dialled' ? 'opening' : 'open' });
  if (socket.origin !== 'dialled') step('open', socket.openedAt);
  let known = socket.origin !== 'dialled';
  for (const { number, event } of mine) {
    lab = applyEvents(lab, [event.type === 'socket.created' ? { ...event, type: 'socket.updated' } : event]);
    const record = lab.sockets.get(socket.socketId);
    if (!record || record.state === 'created') continue;
    if (event.type === 'socket.connect') known = true;
    else if (!known && socket.connectedAt !== undefined && event.at >= socket.connectedAt) {
      step('open', socket.connectedAt);
      known = true;
    }
    step(record.readyState, event.at, number);
  }
  if (!known && socket.connectedAt !== undefined) step('open', socket.connectedAt);
  if (socket.state !== 'created') step(socket.readyState, socket.closedAt);
  return visits;
}

/** A lab of one socket, so that the rules of the mirror decide here too. */
function labWith(socket: Socket): LabState {
  const { close: _close, closedAt: _closedAt, ...alive } = socket;
  return { ...emptyLab(0), sockets: new Map([[socket.socketId, alive]]) };
}
