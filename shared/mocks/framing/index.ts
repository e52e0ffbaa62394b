import * as v from 'valibot';
import { blankLine } from './blank-line.ts';
import { chunk } from './chunk.ts';
import { delimiter } from './delimiter.ts';
import { fixed } from './fixed.ts';
import type { Framing } from './framing.ts';
import { lengthPrefix } from './length-prefix.ts';
import { quiet } from './quiet.ts';
import { untilFinish } from './until-finish.ts';

/** Every way to tell where a message ends, in the order menus show them. */
export const framings = [chunk, delimiter, fixed, lengthPrefix, blankLine, quiet, untilFinish] as const;

export const framingSettings = v.variant('kind', [
  chunk.settings,
  delimiter.settings,
  fixed.settings,
  lengthPrefix.settings,
  blankLine.settings,
  quiet.settings,
  untilFinish.settings,
]);
export type FramingSettings = v.InferOutput<typeof framingSettings>;

const byKind = new Map<string, Framing>(framings.map((f) => [f.kind, f as unknown as Framing]));

/** The framing of a kind. Kinds come out of the schema, so an unknown one is a bug. */
export function framingOf(settings: FramingSettings): Framing {
  const found = byKind.get(settings.kind);
  if (!found) throw new Error(`no framing of kind ${settings.kind}`);
  return found;
}
