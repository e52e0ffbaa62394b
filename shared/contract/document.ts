// The lab document: what is kept of a lab beside its servers, and what a lab file holds.
import * as v from 'valibot';
import { socketOptions, target } from './dial-options.ts';
import { clientId } from './fields.ts';

const shortText = v.pipe(v.string(), v.maxLength(1_000));
const longText = v.pipe(v.string(), v.maxLength(4 * 1024 * 1024));
const MOST_ENTRIES = 10_000;
const listOf = <const S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.maxLength(MOST_ENTRIES));

/** A saved dial definition; it may be dialled many times. */
export const client = v.strictObject({
  clientId,
  name: v.optional(shortText),
  target,
  options: v.optional(socketOptions),
});
export type Client = v.InferOutput<typeof client>;

/** Something worth sending again, as it was typed. */
export const snippet = v.strictObject({
  name: shortText,
  folder: v.optional(shortText),
  tags: v.optional(listOf(shortText)),
  mode: v.picklist(['text', 'hex', 'base64', 'template']),
  text: longText,
  /** Whether backslash escapes count in `text`; they do unless this says no. */
  escapes: v.optional(v.boolean()),
  encoding: v.optional(v.picklist(['utf8', 'latin1', 'utf16le', 'utf16be'])),
  ending: v.optional(v.picklist(['none', 'lf', 'crlf', 'cr', 'nul', 'custom'])),
  /** The ending `custom`, as text with escapes. */
  custom: v.optional(shortText),
});
export type Snippet = v.InferOutput<typeof snippet>;

export const savedFilter = v.strictObject({ name: shortText, text: shortText });
export type SavedFilter = v.InferOutput<typeof savedFilter>;

/** How a lab is looked at: columns, sizes and the like. The engine keeps it and does not read it. */
export const layout = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((value) => sizeOf(value) <= 256 * 1024, 'The layout is too large.'),
);

/** The length of a value as JSON; infinite for one that is nested deeper than can be followed. */
function sizeOf(value: unknown): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** The parts of a document that a person edits as a whole. */
export const documentParts = {
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  snippets: listOf(snippet),
  filters: listOf(savedFilter),
  notes: longText,
  layout,
};

export const labDocument = v.strictObject({
  ...documentParts,
  /** Where the file is, for those who can reach it there. */
  path: v.optional(v.string()),
  /** Fingerprint of the lab file as it was last saved or opened (`labText`): what differs from it is not saved. */
  savedDigest: v.string(),
  clients: v.array(client),
});
export type LabDocument = v.InferOutput<typeof labDocument>;
