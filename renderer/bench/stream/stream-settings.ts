// How the Stream is shown: the choice of a person, the same for every connection, kept in this browser.
import { create } from 'zustand';

export const streamViews = { text: 'Text', hex: 'Hex', mixed: 'Mixed', turns: 'Turns' } as const;
export type StreamView = keyof typeof streamViews;
export const streamTimes = {
  clock: 'Wall clock',
  connect: 'Since connect',
  previous: 'Δ previous',
  turn: 'Δ turn',
} as const;
export type StreamTime = keyof typeof streamTimes;
export const hexColumns = [16, 24, 32] as const;

export interface StreamSettings {
  readonly view: StreamView;
  readonly columns: (typeof hexColumns)[number];
  /** Whether control characters are shown by their names. */
  readonly controls: boolean;
  readonly time: StreamTime;
  /** Whether events stand between the chunks. */
  readonly events: boolean;
}

const KEY = 'socket-lab.stream';
const usual: StreamSettings = { view: 'text', columns: 16, controls: true, time: 'clock', events: true };

export const useStreamSettings = create<StreamSettings>()(() => stored());

export function changeStreamSettings(change: Partial<StreamSettings>): void {
  useStreamSettings.setState(change);
  localStorage.setItem(KEY, JSON.stringify(useStreamSettings.getState()));
}

/** What was kept, as far as it is one of today's choices. */
function stored(): StreamSettings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<StreamSettings>;
    return {
      view: kept.view && kept.view in streamViews ? kept.view : usual.view,
      columns: kept.columns && hexColumns.includes(kept.columns) ? kept.columns : usual.columns,
      controls: typeof kept.controls === 'boolean' ? kept.controls : usual.controls,
      time: kept.time && kept.time in streamTimes ? kept.time : usual.time,
      events: typeof kept.events === 'boolean' ? kept.events : usual.events,
    };
  } catch {
    return usual; // damaged: the usual ones hold
  }
}
