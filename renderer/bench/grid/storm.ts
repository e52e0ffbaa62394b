// Storm mode (`ux.md` 3.3): with very many live or changing rows, detail that nobody can follow is left out.

export const MOST_LIVE = 2_000;
export const MOST_CHANGES = 200;
/** A storm is over when it has been well below both limits for this long. */
const CALM_MS = 5_000;
const WELL_BELOW = 0.9;

export interface Storm {
  readonly on: boolean;
  /** When it was last wild enough; engine or page milliseconds, as the caller likes. */
  readonly wildAt: number;
  /** The person wants the details all the same; until the storm is over. */
  readonly keepDetails: boolean;
}

export const calm: Storm = { on: false, wildAt: Number.NEGATIVE_INFINITY, keepDetails: false };

/** The storm after a look at the lab: `live` rows now, and rows that changed per second. */
export function stormAfter(storm: Storm, live: number, changesPerSecond: number, now: number): Storm {
  if (live > MOST_LIVE || changesPerSecond > MOST_CHANGES) return { ...storm, on: true, wildAt: now };
  if (!storm.on) return storm;
  const stillHigh = live > MOST_LIVE * WELL_BELOW || changesPerSecond > MOST_CHANGES * WELL_BELOW;
  if (stillHigh) return { ...storm, wildAt: now };
  return now - storm.wildAt >= CALM_MS ? calm : storm;
}

/** Whether the grid is shown in the simple way now. */
export const isSimplified = ({ on, keepDetails }: Storm) => on && !keepDetails;
