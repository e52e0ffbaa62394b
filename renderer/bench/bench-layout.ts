// How the bench was left, kept with the lab (ux.md 1.6): the sizes of its panes and the tab. It is no edit, and nothing is
// unsaved by it.
import { useEffect } from 'react';
import * as v from 'valibot';
import type { Actions } from '../actions/actions.ts';
import { useActions } from '../actions/actions-context.tsx';
import { useLab } from '../state/lab-store.ts';
import { showTab, useView } from '../state/view-store.ts';
import { tabList } from './inspector/tab-list.ts';

/** Where it stands in the lab's layout. */
const KEY = 'bench';

/** Per cent of its group, by panel. */
const sizes = v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(100)));
const benchLayout = v.object({
  panes: v.optional(v.record(v.string(), sizes), {}),
  tab: v.optional(v.picklist(tabList.map(({ id }) => id))),
});
type BenchLayout = v.InferOutput<typeof benchLayout>;

/** The layout of the lab there is; a foreign one counts as none. */
function benchNow(): BenchLayout {
  const checked = v.safeParse(benchLayout, useLab.getState().lab.document.layout[KEY]);
  return checked.success ? checked.output : { panes: {} };
}

/** The sizes a group of panels was left with, where they are of just these panels. */
export function sizesOf(group: string, panels: readonly string[]): Readonly<Record<string, number>> | undefined {
  const kept = benchNow().panes[group];
  const same = kept && Object.keys(kept).length === panels.length && panels.every((id) => kept[id] !== undefined);
  return same ? kept : undefined;
}

export function keepSizes(actions: Actions, group: string, kept: Readonly<Record<string, number>>): void {
  const { panes } = benchNow();
  keep(actions, { panes: { ...panes, [group]: { ...kept } } });
}

/** Shows the tab the lab was left with, and keeps the one that is chosen from now on. */
export function useKeptTab(): void {
  const actions = useActions();
  useEffect(() => {
    const { tab } = benchNow();
    if (tab !== undefined) showTab(tab);
    return useView.subscribe((now, before) => {
      if (now.tab !== before.tab && now.tab !== benchNow().tab) keep(actions, { tab: now.tab });
    });
  }, [actions]);
}

function keep(actions: Actions, change: Partial<BenchLayout>): void {
  const { layout } = useLab.getState().lab.document;
  const next = { ...layout, [KEY]: { ...benchNow(), ...change } };
  // Out of reach, the engine keeps none of it, which the page says at its top; here it stays as it was chosen.
  actions.call('document.update', { layout: next }).catch(() => {});
}
