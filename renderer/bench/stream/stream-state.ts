// What is being done with the Stream on screen: cursor, selection, filter, search, comparison. It belongs to one socket and
// begins anew with the next.
import { create } from 'zustand';
import { toBase64, utf8 } from '../../../shared/bytes.ts';
import { parseEscapes } from '../../../shared/compose/escapes.ts';
import { concat } from '../../../shared/compose/split.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { FoundMatch } from '../../../shared/contract/methods/find.ts';
import type { Params } from '../../../shared/contract/methods.ts';
import type { BytePlace } from '../../../shared/text/find.ts';
import type { PatternKind } from '../../../shared/text/pattern.ts';
import type { End } from '../../state/view-store.ts';

export interface StreamSelection {
  readonly anchor: BytePlace;
  readonly head: BytePlace;
}
export interface StreamFilter {
  readonly speaker: 'both' | End;
  readonly contains: string;
  readonly minSize: number;
}
export interface FindState {
  readonly open: boolean;
  readonly kind: PatternKind;
  readonly pattern: string;
  readonly matchCase: boolean;
  readonly speaker: 'both' | End;
  /** What the last finished search has found; undefined before one. */
  readonly result:
    | { readonly matches: readonly FoundMatch[]; readonly more: boolean; readonly searchedBytes: number }
    | undefined;
  readonly current: number;
  readonly busy: boolean;
  readonly problem: string | undefined;
}

export interface StreamState {
  readonly socketId: SocketId | undefined;
  /** The chunk the keys act on. */
  readonly cursor: number | undefined;
  readonly selection: StreamSelection | undefined;
  readonly filter: StreamFilter;
  readonly find: FindState;
  /** The first of two chunks to compare. */
  readonly compareFrom: number | undefined;
  readonly comparing: readonly [number, number] | undefined;
}

const noFilter: StreamFilter = { speaker: 'both', contains: '', minSize: 0 };
const noFind: FindState = {
  open: false,
  kind: 'text',
  pattern: '',
  matchCase: false,
  speaker: 'both',
  result: undefined,
  current: -1,
  busy: false,
  problem: undefined,
};
const nothing = {
  cursor: undefined,
  selection: undefined,
  filter: noFilter,
  find: noFind,
  compareFrom: undefined,
  comparing: undefined,
};

export const useStreamState = create<StreamState>()(() => ({ socketId: undefined, ...nothing }));
const set = useStreamState.setState;

/** Begins anew for another socket; what is looked for stays. */
export function beginStream(socketId: SocketId): void {
  const { find, socketId: before } = useStreamState.getState();
  if (before === socketId) return;
  set({ socketId, ...nothing, find: { ...find, result: undefined, current: -1, problem: undefined, busy: false } });
}
export const setCursor = (cursor: number | undefined) => set({ cursor });
export const setSelection = (selection: StreamSelection | undefined) => set({ selection });
export const changeFilter = (change: Partial<StreamFilter>) =>
  set(({ filter }) => ({ filter: { ...filter, ...change } }));
export const clearFilter = () => set({ filter: noFilter });
export const changeFind = (change: Partial<FindState>) => set(({ find }) => ({ find: { ...find, ...change } }));
export const setCompare = (compareFrom: number | undefined, comparing?: readonly [number, number]) =>
  set({ compareFrom, comparing });

export const isFiltering = ({ speaker, contains, minSize }: StreamFilter) =>
  speaker !== 'both' || contains !== '' || minSize > 0;

/** The direction, for a socket of some origin, in which an end speaks. */
export const directionOf = (speaker: End, origin: 'dialled' | 'accepted' | 'wrapped'): 'sent' | 'received' =>
  (origin === 'accepted') === (speaker === 'server') ? 'sent' : 'received';

/** A filter as the engine takes it; undefined when nothing is left out. */
export function wantedChunks(
  { speaker, contains, minSize }: StreamFilter,
  origin: 'dialled' | 'accepted' | 'wrapped',
): Params<'capture.read'>['only'] {
  if (!isFiltering({ speaker, contains, minSize })) return undefined;
  return {
    ...(speaker !== 'both' && { direction: directionOf(speaker, origin) }),
    ...(minSize > 0 && { minSize }),
    ...(contains !== '' && { contains: toBase64(typedBytes(contains)) }),
  };
}

/** Bytes of a text with escapes; with a wrong escape, of the text as it stands. */
function typedBytes(text: string): Uint8Array {
  const { pieces, errors } = parseEscapes(text);
  if (errors.length > 0) return utf8(text);
  return concat(pieces.map((piece) => ('byte' in piece ? Uint8Array.of(piece.byte) : utf8(piece.text))));
}

export const before = (a: BytePlace, b: BytePlace) => a.index < b.index || (a.index === b.index && a.offset < b.offset);

/** A selection from its first to behind its last byte, whichever way it was made; undefined when it is empty. */
export function spanOf(selection: StreamSelection | undefined): { from: BytePlace; to: BytePlace } | undefined {
  if (!selection) return undefined;
  const { anchor, head } = selection;
  if (before(anchor, head)) return { from: anchor, to: head };
  return before(head, anchor) ? { from: head, to: anchor } : undefined;
}
