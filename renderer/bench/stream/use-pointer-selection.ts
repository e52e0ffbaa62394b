import { type PointerEvent, type RefObject, useRef } from 'react';
import { linkChunk } from './link-chunk.ts';
import { byteAt } from './point-to-byte.ts';
import { setCursor, setSelection, spanOf, useStreamState } from './stream-state.ts';

/** Nearer to an edge than this, a selection scrolls. */
const EDGE = 18;

/** Selecting bytes with the pointer: press, drag, release; Shift extends; a click alone chooses a chunk. */
export function usePointerSelection(scroller: RefObject<HTMLDivElement | null>) {
  const dragging = useRef(false);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || (event.target as Element).closest('button')) return;
    const place = byteAt(event.clientX, event.clientY);
    if (!place) return;
    const { selection } = useStreamState.getState();
    const anchor = event.shiftKey && selection ? selection.anchor : place;
    setSelection({ anchor, head: place });
    dragging.current = true;
    scroller.current?.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!dragging.current) return;
    const { selection } = useStreamState.getState();
    const box = scroller.current?.getBoundingClientRect();
    if (!selection || !box) return;
    if (event.clientY > box.bottom - EDGE) scroller.current?.scrollBy(0, EDGE);
    else if (event.clientY < box.top + EDGE) scroller.current?.scrollBy(0, -EDGE);
    const head = byteAt(event.clientX, Math.min(box.bottom - 2, Math.max(box.top + 2, event.clientY)));
    if (head) setSelection({ anchor: selection.anchor, head });
  };
  const onPointerUp = (event: PointerEvent) => {
    if (!dragging.current) return;
    dragging.current = false;
    scroller.current?.releasePointerCapture(event.pointerId);
    const { selection } = useStreamState.getState();
    if (!selection) return;
    const { anchor, head } = selection;
    setCursor(head.index);
    linkChunk(head.index);
    if (anchor.index === head.index && anchor.offset === head.offset) setSelection(undefined);
  };
  return { onPointerDown, onPointerMove, onPointerUp };
}

/**
 * A menu is about the chunk it is asked for at, unless that is selected already. By keyboard it is asked for at the list as a
 * whole, and what was chosen stays.
 */
export function chooseUnder(target: EventTarget | null): void {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row-start]') : null;
  if (!row) return;
  const index = Number(row.dataset.index);
  const { cursor, selection } = useStreamState.getState();
  const span = spanOf(selection);
  if (span && index >= span.from.index && index <= span.to.index) return;
  if (span) setSelection(undefined);
  if (cursor === index) return;
  setCursor(index);
  linkChunk(index);
}
