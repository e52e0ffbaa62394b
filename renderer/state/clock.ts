// Time and counters for cells that paint themselves: no React state changes ten times a second.
import { type RefObject, useEffect, useRef } from 'react';
import { useLab } from './lab-store.ts';

/** Cells repaint at most this often. */
const PAINT_EVERY_MS = 250;

let engineOffset = 0;

/** Ties the engine's clock to the page's: `at` is the engine's time now. */
export function setEngineTime(at: number): void {
  engineOffset = performance.now() - at;
}
/** Milliseconds since the engine started. */
export const engineNow = () => performance.now() - engineOffset;

/** Wall-clock time of an engine time. */
export const wallClock = (at: number) => new Date(useLab.getState().lab.startedAt + at);

const painters = new Set<() => void>();
let _timer: ReturnType<typeof setTimeout> | undefined;
let frozen = false;

function paintAll(): void {
  _timer = painters.size > 0 ? setTimeout(paintAll, PAINT_EVERY_MS) : undefined;
  if (frozen || document.hidden) return;
  for (const paint of painters) paint();
}

/** Calls `paint` four times a second while it is registered; returns its undo. */
export function onPaint(paint: () => void): () => void {
  painters.add(paint);
  _timer ??= setTimeout(paintAll, PAINT_EVERY_MS);
  return () => painters.delete(paint);
}

/** Stops and resumes painting (“Freeze view”). */
export function setFrozen(on: boolean): void {
  frozen = on;
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
