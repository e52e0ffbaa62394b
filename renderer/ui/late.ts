// Parts of the page in files of their own: loaded when nothing else is to be done, or when they are first needed.
import { lazy } from 'react';
import { useLab } from '../state/lab-store.ts';

const MOST_TRIES = 3;
const REST_MS = 500;
const loads: (() => Promise<unknown>)[] = [];

/**
 * A part that comes late. In a browser the engine serves it: when it cannot be had because the engine is out of reach, it
 * is loaded once that is back. Rejects, for the nearest `Boundary` to show, when it cannot be had from a living engine.
 */
export const late: typeof lazy = (load) => {
  const patiently = () => loadPatiently(load);
  loads.push(patiently);
  return lazy(patiently);
};

/** Loads every part ahead of its need, one after the other; returns its own undo. */
export function loadAhead(): () => void {
  let wanted = true;
  const next = async () => {
    for (const load of loads) {
      if (wanted) await load().catch(() => {}); // met again, and shown, when the part is needed
    }
  };
  const idle = requestIdleCallback(() => void next());
  return () => {
    wanted = false;
    cancelIdleCallback(idle);
  };
}

async function loadPatiently<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await load();
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, REST_MS)); // a connection that breaks is known a moment later
      await linkIsLive();
    }
  }
}

function linkIsLive(): Promise<void> {
  return new Promise((resolve) => {
    if (useLab.getState().link === 'live') return resolve();
    const stop = useLab.subscribe(({ link }) => {
      if (link !== 'live') return;
      stop();
      resolve();
    });
  });
}
