import type { FaultSettings } from '../../../../shared/faults/index.ts';
import { faultOf, faultText } from '../../../../shared/faults/index.ts';
import { presets } from '../../../../shared/mocks/presets.ts';

/** Presets that make sense on one stream: those of a server as a whole are left out. */
export const streamPresets = presets.filter(
  ({ faults }) => faults.length > 0 && !faults.some((fault) => faultOf(fault).ofServer),
);

/** A fault in words, as a sentence begins. */
export function faultTitle(fault: FaultSettings): string {
  const text = faultText(fault);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
