import { type RefObject, useEffect, useRef } from 'react';

/** An input this long ago may still be what scrolls: a wheel runs out smoothly, and a busy page is late. */
const INPUT_LASTS_MS = 2_000;
const inputs = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/**
 * Tells a scroll that a person asked for from one that happens because what is shown changes: a list that follows its
 * newest row moves by itself, also upwards when rows turn out lower than was thought.
 */
export function useScrolledBy(scroller: RefObject<HTMLElement | null>): { person(now: number): boolean } {
  const state = useRef({ inputAt: Number.NEGATIVE_INFINITY, held: false });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const input = ({ type, timeStamp }: Event) => {
      state.current = { inputAt: timeStamp, held: state.current.held || type === 'pointerdown' };
    };
    const release = ({ timeStamp }: Event) => {
      if (state.current.held) state.current = { inputAt: timeStamp, held: false };
    };
    const options = { passive: true, capture: true };
    for (const type of inputs) element.addEventListener(type, input, options);
    for (const type of ['pointerup', 'pointercancel']) window.addEventListener(type, release, options);
    return () => {
      for (const type of inputs) element.removeEventListener(type, input, options);
      for (const type of ['pointerup', 'pointercancel']) window.removeEventListener(type, release, options);
    };
  }, [scroller]);
  return {
    person: (now) => state.current.held || now - state.current.inputAt < INPUT_LASTS_MS,
  };
}
