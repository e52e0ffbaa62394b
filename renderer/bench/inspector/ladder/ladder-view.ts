// How the Ladder is looked at; the choice holds for every connection.
import { create } from 'zustand';
import type { TimeMode } from '../../../../shared/model/ladder/layout.ts';

export interface LadderView {
  readonly mode: TimeMode;
  readonly zoom: number;
  readonly collapse: boolean;
  readonly inferred: boolean;
  readonly follow: boolean;
  readonly table: boolean;
  /** Of a replay: recorded milliseconds in one of ours. */
  readonly speed: number;
}

export const useLadderView = create<LadderView>()(() => ({
  mode: 'even',
  zoom: 1,
  collapse: true,
  inferred: false,
  follow: true,
  table: false,
  speed: 1,
}));

export const changeLadderView = (change: Partial<LadderView>) => useLadderView.setState(change);

export const zoomSteps = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50] as const;

/** One step further in or out. */
export function zoomBy(step: 1 | -1): void {
  const { zoom } = useLadderView.getState();
  const at = zoomSteps.indexOf(zoom as (typeof zoomSteps)[number]) + step;
  const next = zoomSteps[Math.max(0, Math.min(zoomSteps.length - 1, at))];
  if (next !== undefined) changeLadderView({ zoom: next });
}
