// Presets fill several slots of a mock at once (`ux.md` 4.3).
import { type FaultSettings, faultOf } from '../faults/index.ts';
import type { Mock } from './mock.ts';

export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Faults for a wire, a tap or one live socket. */
  readonly faults: readonly FaultSettings[];
  /** What it does to a mock beside that. */
  readonly mock?: Mock;
  /** What it does to the server's options. */
  readonly options?: { readonly maxConnections: number };
}

/** Every preset, in the order menus show them. */
export const presets: readonly Preset[] = [
  {
    id: 'laggy',
    title: 'Laggy',
    summary: '500 ms ±100',
    faults: [{ kind: 'delay', ms: 500, jitterMs: 100, direction: 'both' }],
  },
  {
    id: 'dial-up',
    title: 'Dial-up',
    summary: '5 kB/s',
    faults: [{ kind: 'throttle', bytesPerSecond: 5_000, direction: 'both' }],
  },
  {
    id: 'dribble',
    title: 'Dribble',
    summary: '1 byte/100 ms',
    faults: [{ kind: 'slice', bytes: 1, gapMs: 100 }],
  },
  {
    id: 'stops-reading',
    title: 'Stops reading',
    summary: 'the peer feels backpressure',
    faults: [{ kind: 'stop-reading' }],
  },
  { id: 'never-replies', title: 'Never replies', summary: 'nothing leaves any more', faults: [{ kind: 'silence' }] },
  {
    id: 'goes-silent',
    title: 'Goes silent',
    summary: 'after 1 kB nothing leaves',
    faults: [{ kind: 'silence', afterBytes: 1_000 }],
  },
  {
    id: 'resets-after-1-kb',
    title: 'Resets after 1 kB',
    summary: 'RST after 1,000 bytes',
    faults: [{ kind: 'reset-after', bytes: 1_000 }],
  },
  {
    id: 'cuts-off',
    title: 'Cuts off mid-message',
    summary: 'closes after 10 bytes',
    faults: [{ kind: 'cut-after', bytes: 10, afterwards: 'close' }],
  },
  {
    id: 'slow-close',
    title: 'Slow close',
    summary: '10 s between the last byte and the FIN',
    faults: [{ kind: 'slow-close', ms: 10_000 }],
  },
  {
    id: 'cable-cut',
    title: 'Cable cut (imitation)',
    summary: 'nothing passes either way; the kernel still answers',
    faults: [{ kind: 'silence', direction: 'both' }],
  },
  {
    id: 'flaky',
    title: 'Flaky 10 %',
    summary: 'one connection in ten is reset after 100 bytes',
    faults: [{ kind: 'reset-after', bytes: 100, probability: 0.1 }],
  },
  {
    id: 'full-house',
    title: 'Full house',
    summary: 'one connection at a time',
    faults: [],
    options: { maxConnections: 1 },
  },
  { id: 'frozen', title: 'Frozen server', summary: 'accepts in the kernel only', faults: [{ kind: 'never-accept' }] },
];

/** Presets that make sense on one stream: those of a server as a whole are left out. */
export const streamPresets = presets.filter(
  ({ faults }) => faults.length > 0 && !faults.some((fault) => faultOf(fault).ofServer),
);
