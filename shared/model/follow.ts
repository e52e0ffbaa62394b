import { unnumbered } from '../contract/batches.ts';
import type { EventBatch } from '../contract/events.ts';
import { applyEvents, type LabState } from './lab-state.ts';

/**
 * The state after a batch, or `gap` when events before it are missing and a new snapshot is needed. Events the state
 * already holds (a batch that was on its way when the snapshot was taken) are left out.
 */
export function followBatch(
  state: LabState,
  batch: EventBatch,
): { readonly state: LabState; readonly fresh: EventBatch['events'] } | 'gap' {
  if (batch.first > state.sequence) return 'gap';
  if (batch.first === state.sequence) return { state: applyEvents(state, batch.events), fresh: batch.events };
  let number = batch.first;
  const fresh = batch.events.filter((event) => {
    if (unnumbered.has(event.type)) return number >= state.sequence;
    return number++ >= state.sequence;
  });
  return { state: applyEvents(state, fresh), fresh };
}
