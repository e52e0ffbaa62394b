// Everything a mock and its faults can be made of, for people and programs that build them.
import type * as v from 'valibot';
import { type JsonSchema, jsonSchema } from '../contract/json-schema.ts';
import { type FaultSettings, faultList, faults, faultText } from '../faults/index.ts';
import { ruleAction, ruleActions } from './actions/index.ts';
import { behaviours } from './behaviours/index.ts';
import { framings } from './framing/index.ts';
import { matcher, matchers } from './matchers/index.ts';
import { mock } from './mock.ts';
import { presets } from './presets.ts';
import { scriptSteps } from './script/index.ts';
import { templateNames } from './template.ts';

export interface CatalogueEntry {
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly note?: string;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly schema: JsonSchema;
}

interface Described {
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly note?: string;
  readonly settings: v.GenericSchema;
  readonly defaults: unknown;
}

const ends = new Map<unknown, string>([
  [matcher, 'matcher'],
  [ruleAction, 'action'],
]);
const entry = ({ kind, title, summary, note, settings, defaults }: Described): CatalogueEntry => ({
  kind,
  title,
  summary,
  ...(note !== undefined && { note }),
  defaults: defaults as Readonly<Record<string, unknown>>,
  schema: jsonSchema(settings, ends),
});
const all = (list: readonly unknown[]) => list.map((described) => entry(described as Described));

/** The catalogue: built when it is asked for. `$defs` holds what refers to itself. */
export function catalogue() {
  return {
    behaviours: all(behaviours),
    framings: all(framings),
    matchers: all(matchers),
    actions: all(ruleActions),
    steps: all(scriptSteps),
    faults: faults.map((fault) => ({
      ...entry(fault as unknown as Described),
      lossless: fault.lossless,
      ofServer: fault.ofServer === true,
      sentence: faultText(fault.defaults as FaultSettings),
    })),
    presets: presets.map((preset) => ({ ...preset })),
    templates: templateNames,
    mock: {
      ...jsonSchema(mock, ends),
      $defs: {
        matcher: variantSchema(matcher),
        action: variantSchema(ruleAction),
        faults: jsonSchema(faultList, ends),
      },
    },
  };
}

/** A recursive schema: its own parts refer to it by name again. */
function variantSchema(schema: v.GenericSchema): JsonSchema {
  const { options } = schema as unknown as { options: readonly v.GenericSchema[] };
  return { anyOf: options.map((option) => jsonSchema(option, ends)) };
}
