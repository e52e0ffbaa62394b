import { useEffect, useReducer } from 'react';
import { onPaint } from '../../state/clock.ts';

/** Renders the calling component four times a second: for panes whose numbers move without the records changing. */
export function useRepaint(): void {
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => onPaint(again), []);
}
