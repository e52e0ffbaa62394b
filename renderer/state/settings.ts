// What a person has chosen for good, kept in this browser or this app. What was kept is untrusted: each value that no
// longer makes sense falls back to its default, and that is said.
import * as v from 'valibot';
import { create } from 'zustand';
import { notify } from './notices.ts';

const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const shortText = v.pipe(v.string(), v.maxLength(255));

/** Every setting with what it may be. Types, checks and defaults come from here. */
export const settingsSchema = {
  theme: v.picklist(['system', 'light', 'dark', 'contrast']),
  font: v.picklist(['normal', 'legible']),
  density: v.picklist(['compact', 'normal', 'comfortable']),
  reduceMotion: v.boolean(),
  /** Keys without a modifier act while a list has the focus (WCAG 2.1.4 wants them to be switched off). */
  letterKeys: v.boolean(),
  /** A connection that has received nothing for longer is “quiet”. */
  quietAfterSeconds: between(1, 86_400),
  /** Closed rows stay this long before they fold. */
  foldAfterSeconds: between(0, 86_400),
  /** How much is announced about the selected connection. */
  announce: v.picklist(['off', 'changes', 'summary']),
  /** Keys a person has chosen, by the id of the command. */
  keys: v.record(shortText, v.pipe(v.array(shortText), v.maxLength(8), v.readonly())),
  /** The address a new server listens on, in the form. */
  defaultHost: shortText,
  /** Idle and connect timeouts a form begins with, in milliseconds; 0 = off. */
  defaultIdleTimeoutMs: between(0, 2_147_483_647),
  defaultConnectTimeoutMs: between(0, 2_147_483_647),
  /** “Keep my side open when the peer finishes”, as a form begins. */
  defaultAllowHalfOpen: v.boolean(),
  /** Whether the payload is kept, and how much of it per connection; in bytes. */
  capturePayload: v.boolean(),
  captureBytesPerSocket: between(0, 1024 * 1024 * 1024),
  /** The Composer's form under lists of bytes and events, and under pictures, which need the room. */
  composerUnderLists: v.picklist(['full', 'line']),
  composerUnderPictures: v.picklist(['full', 'line']),
  /** What a new server does, as the form begins: what was chosen there last; empty for “by hand”. */
  listenBehaviour: shortText,
} as const;

type Schema = typeof settingsSchema;
export type Settings = { readonly [K in keyof Schema]: v.InferOutput<Schema[K]> };

const KEY = 'socket-lab.settings';

export const defaultSettings: Settings = {
  theme: 'system',
  font: 'normal',
  density: 'normal',
  reduceMotion: false,
  letterKeys: true,
  quietAfterSeconds: 60,
  foldAfterSeconds: 60,
  announce: 'changes',
  keys: {},
  defaultHost: '127.0.0.1',
  defaultIdleTimeoutMs: 0,
  defaultConnectTimeoutMs: 0,
  defaultAllowHalfOpen: false,
  capturePayload: true,
  captureBytesPerSocket: 8 * 1024 * 1024,
  composerUnderLists: 'full',
  composerUnderPictures: 'line',
  listenBehaviour: 'echo',
};

/**
 * Settings out of the text that was kept. `broken` names those that could not be used; all of them when the text is no
 * JSON object.
 */
export function readSettings(text: string | null): { settings: Settings; broken: (keyof Settings)[] } {
  const names = Object.keys(settingsSchema) as (keyof Settings)[];
  if (text === null) return { settings: defaultSettings, broken: [] };
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    kept = undefined;
  }
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept))
    return { settings: defaultSettings, broken: names };
  const settings: Record<string, unknown> = { ...defaultSettings };
  const broken: (keyof Settings)[] = [];
  for (const name of names) {
    if (!Object.hasOwn(kept, name)) continue;
    const checked = v.safeParse(settingsSchema[name], (kept as Record<string, unknown>)[name]);
    if (checked.success) settings[name] = checked.output;
    else broken.push(name);
  }
  return { settings: settings as Settings, broken };
}

const kept = typeof localStorage === 'undefined' ? null : storedText();
const start = readSettings(kept);

/** The settings that could not be read at the start. */
export const brokenSettings: readonly (keyof Settings)[] = start.broken;
export const useSettings = create<Settings>()(() => start.settings);

/** Changes settings. They hold at once; where they cannot be kept for the next time, that is said. */
export function changeSettings(change: Partial<Settings>): void {
  useSettings.setState(change);
  try {
    localStorage.setItem(KEY, JSON.stringify(useSettings.getState()));
  } catch {
    notify('problem', 'The setting holds until this page is closed.', 'The browser did not let it be kept.');
  }
}

function storedText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is forbidden: the defaults hold
  }
}
