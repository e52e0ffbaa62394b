// The columns as they are shown now, and changes to them, which go into the lab's layout and can be undone.
import { useMemo } from 'react';
import type { Actions } from '../../actions/actions.ts';
import { useLab } from '../../state/lab-store.ts';
import { edit } from '../../state/undo.ts';
import { useWindowWidth } from '../../ui/use-window-width.ts';
import { type Column, columns } from './columns.tsx';
import { type GridLayout, inOrder, isShown, readLayout } from './grid-layout.ts';
import { useGrid } from './grid-store.ts';

/** Where the grid's layout stands in the lab's. */
const KEY = 'connections';

export function layoutNow(): GridLayout {
  return useGrid.getState().nextLayout ?? readLayout(useLab.getState().lab.document.layout[KEY]);
}

export function useGridLayout(): GridLayout {
  const kept = useLab((s) => s.lab.document.layout[KEY]);
  const next = useGrid((s) => s.nextLayout);
  const read = useMemo(() => readLayout(kept), [kept]);
  return next ?? read;
}

/** The columns in sight, in order. A narrow window hides some that nobody has asked for. */
export function useShownColumns(): readonly Column[] {
  const layout = useGridLayout();
  const width = useWindowWidth();
  return useMemo(() => shownColumns(layout, width), [layout, width]);
}

export const shownColumns = (layout: GridLayout, windowWidth: number): Column[] =>
  inOrder(columns, layout).filter((column) => isShown(column, layout) && fitsWindow(column, layout, windowWidth));

/** Whether a window is wide enough for a column; one that a person has asked for is shown in any. */
export const fitsWindow = ({ id, minWindow }: Column, { shown }: GridLayout, windowWidth: number) =>
  shown[id] === true || minWindow === undefined || windowWidth >= minWindow;

/** Puts a layout into the lab, as an edit that can be undone. It is shown at once. */
export async function changeLayout(actions: Actions, title: string, next: GridLayout): Promise<void> {
  useGrid.setState({ nextLayout: next });
  try {
    await edit(title, async () => {
      const before = useLab.getState().lab.document.layout[KEY];
      await writeLayout(actions, next);
      return () => writeLayout(actions, before);
    });
  } catch (error) {
    useGrid.setState({ nextLayout: undefined });
    actions.caller.say(error);
  }
}

/** Lets go of the chosen layout once the lab has it; returns its undo. */
export function followLayout(): () => void {
  return useLab.subscribe((now, before) => {
    const { nextLayout } = useGrid.getState();
    if (!nextLayout || now.lab.document === before.lab.document) return;
    const kept = readLayout(now.lab.document.layout[KEY]);
    if (JSON.stringify(kept) === JSON.stringify(readLayout(nextLayout))) useGrid.setState({ nextLayout: undefined });
  });
}

function writeLayout(actions: Actions, value: unknown) {
  const { [KEY]: _, ...others } = useLab.getState().lab.document.layout;
  return actions.call('document.update', { layout: value === undefined ? others : { ...others, [KEY]: value } });
}

/** The tracks of the grid, and the least width of all columns together. */
export function tracksOf(shown: readonly Column[], { widths }: GridLayout): { tracks: string; least: number } {
  const tracks = shown.map(({ id, width, grow }) => {
    const own = widths[id];
    return own !== undefined ? `${own}px` : grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`;
  });
  return { tracks: tracks.join(' '), least: shown.reduce((sum, { id, width }) => sum + (widths[id] ?? width), 0) };
}
