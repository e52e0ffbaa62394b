// The keys of the Stream while its list has the focus (ux.md 6.1): those of a list, which move and select. The letters are
// keys of commands.
import type { KeyboardEvent } from 'react';
import { copyFormats } from '../../../shared/copy-as/index.ts';
import { linkChunk } from './link-chunk.ts';
import { copyAs } from './stream-actions.ts';
import type { StreamChunk } from './stream-model.ts';
import { changeStreamSettings, useStreamSettings } from './stream-settings.ts';
import { shownList } from './stream-shown.ts';
import { setCursor, setSelection, useStreamState } from './stream-state.ts';

/** Chooses the chunk before or after the chosen one. */
export async function moveCursor(by: 1 | -1): Promise<void> {
  const list = shownList();
  const { cursor } = useStreamState.getState();
  const next = list?.rows.beside(cursor, by);
  if (!next) return;
  setCursor(next.index);
  setSelection(undefined);
  linkChunk(next.index);
  await list?.reveal(next.index);
}
export const toStart = () => shownList()?.toStart();
export const toEnd = () => shownList()?.toEnd();

export function switchTextHex(): void {
  changeStreamSettings({ view: useStreamSettings.getState().view === 'hex' ? 'text' : 'hex' });
}

/** Selects the whole chunk at the cursor, which opens the data inspector. */
export function inspectChunk(): void {
  const chunk = chunkAt(useStreamState.getState().cursor) ?? shownList()?.rows.beside(undefined, -1);
  if (!chunk) return;
  setCursor(chunk.index);
  setSelection({ anchor: { index: chunk.index, offset: 0 }, head: { index: chunk.index, offset: chunk.bytes.length } });
}

/** Selects all that is loaded. */
function selectAll(): void {
  const rows = shownList()?.rows;
  const [first, last] = [rows?.beside(undefined, 1), rows?.beside(undefined, -1)];
  if (!first || !last) return;
  setSelection({ anchor: { index: first.index, offset: 0 }, head: { index: last.index, offset: last.bytes.length } });
}

function chunkAt(index: number | undefined): StreamChunk | undefined {
  const rows = shownList()?.rows;
  const row = index === undefined ? undefined : rows?.rowOf(index);
  const item = row === undefined ? undefined : rows?.row(row)?.item;
  return item?.kind === 'chunk' ? item : undefined;
}

/** Moves the free end of the selection by one byte, or by one chunk. */
async function extend(by: 1 | -1, what: 'byte' | 'chunk'): Promise<void> {
  const { selection, cursor } = useStreamState.getState();
  const rows = shownList()?.rows;
  const chunk = chunkAt(selection?.head.index ?? cursor) ?? rows?.beside(undefined, -1);
  if (!chunk || !rows) return;
  const head = selection?.head ?? { index: chunk.index, offset: 0 };
  const anchor = selection?.anchor ?? head;
  const moved = what === 'byte' ? head.offset + by : by === 1 ? chunk.bytes.length : 0;
  const inside = what === 'byte' ? moved >= 0 && moved <= chunk.bytes.length : moved !== head.offset;
  const next = inside ? chunk : rows.beside(chunk.index, by);
  if (!next) return;
  const entered = by === 1 ? (what === 'byte' ? 1 : next.bytes.length) : what === 'byte' ? next.bytes.length - 1 : 0;
  const offset = inside ? moved : Math.max(0, entered);
  setSelection({ anchor, head: { index: next.index, offset } });
  setCursor(next.index);
  await shownList()?.reveal(next.index, offset);
}

const plain: Readonly<Record<string, () => unknown>> = {
  ArrowDown: () => moveCursor(1),
  ArrowUp: () => moveCursor(-1),
  Home: toStart,
  End: toEnd,
  Enter: inspectChunk,
  Escape: () => setSelection(undefined),
};
const shifted: Readonly<Record<string, () => unknown>> = {
  ArrowRight: () => extend(1, 'byte'),
  ArrowLeft: () => extend(-1, 'byte'),
  ArrowDown: () => extend(1, 'chunk'),
  ArrowUp: () => extend(-1, 'chunk'),
};
const withMod: Readonly<Record<string, () => unknown>> = {
  a: selectAll,
  c: () => copyAs(copyFormats[0]),
};

/** Handles a key of the list; what was handled before, by a command, is left alone. */
export function onStreamKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || (event.target as Element).closest('button, input, select')) return;
  const mod = event.ctrlKey || event.metaKey;
  const act = mod ? withMod[event.key] : event.shiftKey && shifted[event.key] ? shifted[event.key] : plain[event.key];
  if (!act) return;
  // Escape goes on to others when there is nothing here to clear.
  if (event.key === 'Escape' && !useStreamState.getState().selection) return;
  event.preventDefault();
  event.stopPropagation();
  void act();
}
