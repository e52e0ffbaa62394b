// What a person has chosen for good, kept in this browser or this app.
import { create } from 'zustand';
import type { CustomKeys } from '../commands/registry.ts';

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly font: 'normal' | 'legible';
  readonly density: 'compact' | 'normal' | 'comfortable';
  readonly reduceMotion: boolean;
  /** Keys without a modifier act while a list has the focus (WCAG 2.1.4 wants them to be switched off). */
  readonly letterKeys: boolean;
  /** A connection that has received nothing for longer is “quiet”. */
  readonly quietAfterSeconds: number;
  /** Closed rows stay this long before they fold. */
  readonly foldAfterSeconds: number;
  /** How much is announced about the selected connection. */
  readonly announce: 'off' | 'changes' | 'summary';
  /** Keys a person has chosen, by the id of the command. */
  readonly keys: CustomKeys;
}

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
};

export const useSettings = create<Settings>()(() => ({ ...defaultSettings, ...stored() }));

export function changeSettings(change: Partial<Settings>): void {
  useSettings.setState(change);
  localStorage.setItem(KEY, JSON.stringify(useSettings.getState()));
}

/** What was kept, as far as it still makes sense: a value of another type than the default's is left out. */
function stored(): Partial<Settings> {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    const sound = Object.entries(defaultSettings).filter(([name, value]) => typeof kept[name] === typeof value);
    return Object.fromEntries(sound.map(([name]) => [name, kept[name]]));
  } catch {
    return {}; // damaged: the defaults hold
  }
}
