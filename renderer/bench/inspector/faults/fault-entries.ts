import type { FaultSettings } from '../../../../shared/faults/index.ts';
import { faultText } from '../../../../shared/faults/index.ts';

/** A fault in words, as a sentence begins. */
export function faultTitle(fault: FaultSettings): string {
  const text = faultText(fault);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
