// Time and counters for cells that paint themselves: no React state changes ten times a second.
import { type RefObject, useEffect, useRef } from 'react';
import { useLab } from './lab-store.ts';

/** Cells repaint at most this often, unless there is reason to do it less. */
const PAINT_EVERY_MS = 250;
let paintEveryMs = PAINT_EVERY_MS;
/** Sets how often cells repaint; undefined: as usual. */
export const setPaintEvery = (ms: number | undefined) => {
  paintEveryMs = ms ?? PAINT_EVERY_MS;
};

let engineOffset = 0;
/** Page time at which the view was frozen. */
let frozenAt: number | undefined;

/** Ties the engine's clock to the page's: `at` is the engine's time now. */
export function setEngineTime(at: number): void {
  engineOffset = performance.now() - at;
}
/** Milliseconds since the engine started; while the view is frozen, those of the moment that is shown. */
export const engineNow = () => (frozenAt ?? performance.now()) - engineOffset;

/** Wall-clock time of an engine time. */
export const wallClock = (at: number) => new Date(useLab.getState().lab.startedAt + at);

const painters = new Set<() => void>();
let _timer: ReturnType<typeof setTimeout> | undefined;

function paintAll(): void {
  _timer = painters.size > 0 ? setTimeout(paintAll, paintEveryMs) : undefined;
  if (frozenAt !== undefined || document.hidden) return;
  for (const paint of painters) paint();
}

/** Calls `paint` four times a second while it is registered; returns its undo. */
export function onPaint(paint: () => void): () => void {
  painters.add(paint);
  _timer ??= setTimeout(paintAll, paintEveryMs);
  return () => painters.delete(paint);
}

/** Stops and resumes painting (“Freeze view”). */
export function setFrozen(on: boolean): void {
  frozenAt = on ? performance.now() : undefined;
  if (!on) for (const paint of painters) paint();
}

/** Keeps an element's text equal to `text()`, without rendering. */
export function useLiveText<E extends HTMLElement>(text: () => string): RefObject<E | null> {
  const element = useRef<E>(null);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    let shown: string | undefined;
    const paint = () => {
      const next = latest.current();
      if (next === shown || !element.current) return;
      shown = next;
      element.current.textContent = next;
    };
    paint();
    return onPaint(paint);
  }, []);
  return element;
}
