import * as v from 'valibot';
import { corrupt } from './corrupt.ts';
import { cutAfter, halfCloseAfter, resetAfter } from './cutting.ts';
import { delay } from './delay.ts';
import type { Common, Fault } from './fault.ts';
import { hold } from './hold.ts';
import { duplicate, lose } from './losing.ts';
import { silence } from './silence.ts';
import { slice } from './slice.ts';
import { slowClose } from './slow-close.ts';
import { stopReading } from './stop-reading.ts';
import { throttle } from './throttle.ts';
import { neverAccept, refuse } from './turning-away.ts';

/** Every fault, in the order menus show them. */
export const faults = [
  delay,
  throttle,
  slice,
  cutAfter,
  resetAfter,
  halfCloseAfter,
  silence,
  stopReading,
  slowClose,
  corrupt,
  lose,
  duplicate,
  hold,
  refuse,
  neverAccept,
] as const;

/** The settings of any fault, told apart by `kind`. */
export const faultSettings = v.variant('kind', [
  delay.settings,
  throttle.settings,
  slice.settings,
  cutAfter.settings,
  resetAfter.settings,
  halfCloseAfter.settings,
  silence.settings,
  stopReading.settings,
  slowClose.settings,
  corrupt.settings,
  lose.settings,
  duplicate.settings,
  hold.settings,
  refuse.settings,
  neverAccept.settings,
]);
export type FaultSettings = v.InferOutput<typeof faultSettings>;

/** Several at once, in the order in which they work. */
export const faultList = v.pipe(v.array(faultSettings), v.maxLength(50));

const byKind = new Map<string, Fault>(faults.map((f) => [f.kind, f as unknown as Fault]));

/** The fault of a kind. Kinds come out of the schema, so an unknown one is a bug. */
export function faultOf(settings: FaultSettings): Fault {
  const found = byKind.get(settings.kind);
  if (!found) throw new Error(`no fault of kind ${settings.kind}`);
  return found;
}

/** The directions a fault works in. */
export function directionsOf(settings: FaultSettings): readonly ('sent' | 'received')[] {
  const { works } = faultOf(settings);
  if (works) return [works];
  const { direction = 'sent' } = settings as Common;
  return direction === 'both' ? ['sent', 'received'] : [direction];
}

/** Whether a fault concerns the server as a whole: everybody who connects. */
export const isOfServer = (settings: FaultSettings) =>
  faultOf(settings).ofServer === true && (settings.kind === 'never-accept' || (settings.probability ?? 1) >= 1);

/** A fault in words. */
export const faultText = (settings: FaultSettings): string => faultOf(settings).sentence(settings);
