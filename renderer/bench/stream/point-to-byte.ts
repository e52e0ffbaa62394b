// From a point on screen to the byte that is drawn there.
import { utf8 } from '../../../shared/bytes.ts';
import type { BytePlace } from '../../../shared/text/find.ts';

/** The place between two bytes nearest to a point, or undefined when no chunk is there. */
export function byteAt(x: number, y: number): BytePlace | undefined {
  const under = document.elementFromPoint(x, y);
  const row = under?.closest<HTMLElement>('[data-row-start]');
  if (!under || !row) return undefined;
  const index = Number(row.dataset.index);
  const piece = under.closest<HTMLElement>('[data-from]');
  if (!piece) return { index, offset: besideBytes(row, x) };
  const from = Number(piece.dataset.from);
  if (piece.dataset.len !== undefined) {
    const { left, width } = piece.getBoundingClientRect();
    return { index, offset: x < left + width / 2 ? from : from + Number(piece.dataset.len) };
  }
  return { index, offset: from + utf8((piece.textContent ?? '').slice(0, caretIn(piece, x, y))).length };
}

/** Left of the bytes is their start, right of them their end. */
function besideBytes(row: HTMLElement, x: number): number {
  const first = row.querySelector<HTMLElement>('[data-from]');
  const isLeft = !first || x < first.getBoundingClientRect().left;
  return Number(isLeft ? row.dataset.rowStart : row.dataset.rowEnd);
}

interface CaretDocument {
  caretPositionFromPoint?(x: number, y: number): { offsetNode: Node; offset: number } | null;
  caretRangeFromPoint?(x: number, y: number): Range | null;
}

/** How many UTF-16 units of a piece of text stand before a point. */
function caretIn(piece: HTMLElement, x: number, y: number): number {
  const page = document as unknown as CaretDocument;
  const position = page.caretPositionFromPoint?.(x, y);
  if (position) return piece.contains(position.offsetNode) ? position.offset : 0;
  const range = page.caretRangeFromPoint?.(x, y);
  return range && piece.contains(range.startContainer) ? range.startOffset : 0;
}
