// Where the window was, and where it may be opened again: on a display that is there now. Pure; the files and Electron's
// calls are elsewhere.
import * as v from 'valibot';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
export const windowState = v.strictObject({
  bounds: v.strictObject({ x: pixels, y: pixels, width: pixels, height: pixels }),
  maximized: v.boolean(),
  fullScreen: v.boolean(),
});
export type WindowState = v.InferOutput<typeof windowState>;

export const SMALLEST = { width: 640, height: 400 } as const;
const USUAL = { width: 1280, height: 800 } as const;
/** So much of the window's top must be on a display for a person to take hold of it. */
const GRIP = { width: 120, height: 32 } as const;

/**
 * The place of a window: where it was, if its title bar could be reached there, else the middle of the first display.
 * It is never larger than the display. `areas` are the work areas of the displays there are, the primary one first.
 */
export function placeWindow(saved: WindowState | undefined, areas: readonly Bounds[]): Bounds {
  const [primary = { x: 0, y: 0, ...USUAL }] = areas;
  const { width, height } = saved?.bounds ?? USUAL;
  const home = saved && homeOf(saved.bounds, areas);
  const size = fitted({ width, height }, home ?? primary);
  if (saved && home) return { ...within({ ...saved.bounds, ...size }, home), ...size };
  return {
    x: Math.round(primary.x + (primary.width - size.width) / 2),
    y: Math.round(primary.y + (primary.height - size.height) / 2),
    ...size,
  };
}

function fitted(size: { width: number; height: number }, area: Bounds) {
  const clamp = (wanted: number, least: number, most: number) =>
    Math.min(Math.max(wanted, least), Math.max(most, least));
  return {
    width: clamp(size.width, SMALLEST.width, area.width),
    height: clamp(size.height, SMALLEST.height, area.height),
  };
}

/** The area that most of the window's upper edge lies on, if that is enough to take hold of it. */
function homeOf({ x, y, width }: Bounds, areas: readonly Bounds[]): Bounds | undefined {
  const overlap = (area: Bounds) => Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return areas
    .filter((area) => overlap(area) >= GRIP.width && y >= area.y && y + GRIP.height <= area.y + area.height)
    .sort((a, b) => overlap(b) - overlap(a))[0];
}

/** Moved up so that a window that became too tall for its place does not hang over the lower edge more than it did. */
function within(bounds: Bounds, area: Bounds): { x: number; y: number } {
  const lowest = area.y + area.height - GRIP.height;
  return { x: bounds.x, y: Math.min(bounds.y, lowest) };
}

/** How many labs' windows are remembered. */
const MOST_LABS = 50;

/** The states with one more, the newest last and the oldest forgotten. Keys are paths of labs; empty for none. */
export function rememberWindow(
  states: Readonly<Record<string, WindowState>>,
  lab: string,
  state: WindowState,
): Record<string, WindowState> {
  const others = Object.entries(states).filter(([key]) => key !== lab);
  return Object.fromEntries([...others.slice(-MOST_LABS + 1), [lab, state]]);
}

/** The state of a lab's window, else that of the window used last. */
export function recallWindow(states: Readonly<Record<string, WindowState>>, lab: string): WindowState | undefined {
  return states[lab] ?? Object.values(states).at(-1);
}
