// Which columns are shown, in which order and how wide: kept in the lab's layout. Pure; what is kept is checked, for it
// comes from a file.

export interface GridLayout {
  /** Ids of columns in the order they stand; columns that are not named keep their own place. */
  readonly order: readonly string[];
  /** Columns shown or hidden against their default. */
  readonly shown: Readonly<Record<string, boolean>>;
  /** Widths in pixels that a person has set. */
  readonly widths: Readonly<Record<string, number>>;
}

export const plainLayout: GridLayout = { order: [], shown: {}, widths: {} };
export const LEAST_WIDTH = 36;
export const MOST_WIDTH = 1_200;

/** The grid's part of the lab's layout, as far as it makes sense. */
export function readLayout(kept: unknown): GridLayout {
  const { order, shown, widths } = isRecord(kept) ? kept : {};
  return {
    order: Array.isArray(order) ? order.filter((id) => typeof id === 'string').slice(0, 100) : [],
    shown: entriesOf(shown, (value) => (typeof value === 'boolean' ? value : undefined)),
    widths: entriesOf(widths, (value) => (typeof value === 'number' ? clampWidth(value) : undefined)),
  };
}

export const clampWidth = (width: number) =>
  Math.round(Math.min(Math.max(Number.isFinite(width) ? width : LEAST_WIDTH, LEAST_WIDTH), MOST_WIDTH));

interface Placed {
  readonly id: string;
  readonly optional?: boolean;
}

/** All columns in the chosen order. */
export function inOrder<C extends Placed>(columns: readonly C[], { order }: GridLayout): C[] {
  const named = order.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  const placed = [...new Set(named)];
  // A column that came with a newer version stands after the one it follows by nature.
  columns.forEach((column, i) => {
    if (placed.includes(column)) return;
    const before = columns.slice(0, i).findLast((other) => placed.includes(other));
    placed.splice(before ? placed.indexOf(before) + 1 : 0, 0, column);
  });
  return placed;
}

export const isShown = ({ id, optional }: Placed, { shown }: GridLayout) => shown[id] ?? !optional;

/** The layout with a column moved by one place among those that are shown. */
export function moved<C extends Placed>(
  columns: readonly C[],
  layout: GridLayout,
  id: string,
  step: 1 | -1,
): GridLayout {
  const all = inOrder(columns, layout);
  const from = all.findIndex((column) => column.id === id);
  let to = from + step;
  while (all[to] && !isShown(all[to] as C, layout)) to += step;
  if (from < 0 || !all[to]) return layout;
  const ids = all.map((column) => column.id).filter((other) => other !== id);
  ids.splice(to, 0, id);
  return { ...layout, order: ids };
}

export const withShown = (layout: GridLayout, id: string, on: boolean): GridLayout => ({
  ...layout,
  shown: { ...layout.shown, [id]: on },
});

/** The layout with a column's width set; undefined gives it its own again. */
export function withWidth(layout: GridLayout, id: string, width: number | undefined): GridLayout {
  const { [id]: _before, ...others } = layout.widths;
  return { ...layout, widths: width === undefined ? others : { ...others, [id]: clampWidth(width) } };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function entriesOf<T>(kept: unknown, sound: (value: unknown) => T | undefined): Record<string, T> {
  if (!isRecord(kept)) return {};
  const entries = Object.entries(kept)
    .slice(0, 100)
    .map(([id, value]) => [id, sound(value)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, T] => entry[1] !== undefined));
}
