// Which rows are selected. Pure; the rows are given in the order they stand in.
import type { SocketId } from '../../../shared/contract/fields.ts';

export interface Selection {
  readonly ids: ReadonlySet<SocketId>;
  /** Where a range begins. */
  readonly anchor: SocketId | undefined;
}

export const noSelection: Selection = { ids: new Set(), anchor: undefined };

export const only = (id: SocketId): Selection => ({ ids: new Set([id]), anchor: id });

/** Adds a row, or takes it out. The next range begins there. */
export function toggled({ ids }: Selection, id: SocketId): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** The range from the anchor to a row; with `add`, beside what is selected already. */
export function extended(selection: Selection, order: readonly SocketId[], to: SocketId, add = false): Selection {
  const anchor = selection.anchor ?? to;
  const [from, end] = [order.indexOf(anchor), order.indexOf(to)];
  if (end < 0) return selection;
  const range = from < 0 ? [to] : order.slice(Math.min(from, end), Math.max(from, end) + 1);
  return { ids: new Set([...(add ? selection.ids : []), ...range]), anchor: from < 0 ? to : anchor };
}

/** Every row that stands in the grid. */
export const everything = (order: readonly SocketId[], anchor: SocketId | undefined): Selection => ({
  ids: new Set(order),
  anchor: anchor ?? order[0],
});

/** Without the rows that are not there any more; the same object when all are. */
export function without(selection: Selection, there: (id: SocketId) => boolean): Selection {
  const kept = [...selection.ids].filter(there);
  if (kept.length === selection.ids.size) return selection;
  const { anchor } = selection;
  return { ids: new Set(kept), anchor: anchor !== undefined && there(anchor) ? anchor : undefined };
}
