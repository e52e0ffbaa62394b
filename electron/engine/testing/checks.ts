// What holds in every test, whatever it is about: answers and events have the shapes of the contract, events are
// numbered without gaps, and whoever applies them arrives at the engine's own state.
import * as v from 'valibot';
import { unnumbered } from '../../../shared/contract/batches.ts';
import { type EventBatch, labEvent } from '../../../shared/contract/events.ts';
import { type Failure, failure } from '../../../shared/contract/failures.ts';
import type { Snapshot } from '../../../shared/contract/methods/lab.ts';
import { type Method, methods } from '../../../shared/contract/methods.ts';
import type { Server, Socket } from '../../../shared/contract/records.ts';
import { applyEvents, labOfSnapshot } from '../../../shared/model/lab-state.ts';

/** Fails unless an answer has the shape the contract gives it. */
export function checkResult(method: Method, result: unknown): void {
  const checked = v.safeParse(methods[method].result as v.GenericSchema, result);
  if (!checked.success) throw new Error(`${method} answered ${JSON.stringify(result)}: ${explained(checked.issues)}`);
}

/** Fails unless a refusal has the shape of a failure. */
export function checkFailure(given: Failure): void {
  const checked = v.safeParse(failure, given);
  if (!checked.success) throw new Error(`refused with ${JSON.stringify(given)}: ${explained(checked.issues)}`);
}

/** Fails unless the events between two snapshots have their shapes, their numbers, and lead from one to the other. */
export function checkEvents(first: Snapshot, batches: readonly EventBatch[], last: Snapshot): void {
  let number = first.sequence;
  let state = labOfSnapshot(structuredClone(first));
  for (const batch of batches) {
    for (const event of batch.events) {
      const checked = v.safeParse(labEvent, event);
      if (!checked.success) throw new Error(`event ${JSON.stringify(event)}: ${explained(checked.issues)}`);
    }
    if (batch.first !== number) throw new Error(`a batch starts with ${batch.first}, expected ${number}`);
    number += batch.events.filter((event) => !unnumbered.has(event.type)).length;
    state = applyEvents(state, batch.events);
  }
  if (number !== last.sequence) throw new Error(`the snapshot continues with ${last.sequence}, expected ${number}`);
  same('servers', [...state.servers.values()].map(stillServer), last.servers.map(stillServer));
  same('repeats', [...state.repeats.values()], last.repeats);
  same('sockets', [...state.sockets.values()].map(still), last.sockets.map(still));
}

/** A socket's record without the live numbers, which follow in their own rhythm. */
function still(socket: Socket) {
  const { counts: _, idleSince: __, heardAt: ___, timedOutAt: ____, kernel: _____, ...record } = socket;
  return record;
}
function stillServer({ acceptQueue: _acceptQueue, ...record }: Server) {
  return record;
}

function same(what: string, applied: readonly object[], own: readonly object[]): void {
  const [left, right] = [sorted(applied), sorted(own)];
  if (left !== right) throw new Error(`the ${what} that the events make\n${left}\nare not the engine's own\n${right}`);
}

/** JSON with keys in order and one record a line, so that two states can be compared and read. */
function sorted(records: readonly object[]): string {
  const inOrder = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return records.map((record) => JSON.stringify(record, inOrder)).join('\n');
}

const explained = (issues: readonly v.BaseIssue<unknown>[]) =>
  issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`).join('; ');
