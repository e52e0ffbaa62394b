// The one event that is selected in every view of a connection: Stream, Ladder, State, Events and Chart follow it.
import { create } from 'zustand';
import type { SocketId } from '../../shared/contract/fields.ts';

/** A chunk of a capture, or an event by its number; `at` is when it happened, in engine milliseconds. */
export type LinkedEvent =
  | { readonly kind: 'chunk'; readonly socketId: SocketId; readonly index: number; readonly at: number }
  | { readonly kind: 'event'; readonly socketId: SocketId; readonly number: number; readonly at: number };

interface SelectionLink {
  readonly linked: LinkedEvent | undefined;
}

export const useSelectionLink = create<SelectionLink>()(() => ({ linked: undefined }));

/** Selects an event everywhere; undefined selects none. */
export const linkEvent = (linked: LinkedEvent | undefined) => useSelectionLink.setState({ linked });

/** Whether two links name the same event. */
export function sameEvent(a: LinkedEvent | undefined, b: LinkedEvent | undefined): boolean {
  if (!a || !b || a.kind !== b.kind || a.socketId !== b.socketId) return false;
  return a.kind === 'chunk' ? a.index === (b as typeof a).index : a.number === (b as typeof a).number;
}
