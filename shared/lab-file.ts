// The lab document on disk: `*.socketlab`, JSON. Untrusted: everything is checked, and what is refused changes nothing.
import * as v from 'valibot';
import { client, documentParts } from './contract/document.ts';
import { tapDefinition } from './contract/methods/mock.ts';
import { serverDefinition } from './contract/methods/server.ts';
import { LAB_FILE_VERSION, LARGEST_LAB_FILE } from './lab-text.ts';

const MOST_ENTRIES = 10_000;

const { clientId: _, ...clientEntries } = client.entries;
const labFile = v.strictObject({
  format: v.literal('socketlab'),
  version: v.literal(LAB_FILE_VERSION),
  servers: v.pipe(v.array(serverDefinition), v.maxLength(MOST_ENTRIES)),
  taps: v.optional(v.pipe(v.array(tapDefinition), v.maxLength(MOST_ENTRIES))),
  clients: v.pipe(v.array(v.strictObject(clientEntries)), v.maxLength(MOST_ENTRIES)),
  snippets: v.optional(documentParts.snippets),
  filters: v.optional(documentParts.filters),
  notes: v.optional(documentParts.notes),
  layout: v.optional(documentParts.layout),
});
export type LabFile = v.InferOutput<typeof labFile>;

export type ParsedLab = { readonly ok: true; readonly file: LabFile } | { readonly ok: false; readonly why: string };

/** Reads the text of a lab file. Refuses, with the reason in words, what is foreign, newer, damaged or too large. */
export function parseLabFile(text: string): ParsedLab {
  const no = (why: string): ParsedLab => ({ ok: false, why });
  if (text.length > LARGEST_LAB_FILE) return no('It is larger than a lab file can be.');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return no('It is not JSON, or it is cut off.');
  }
  const { format, version } = (typeof data === 'object' && data !== null ? data : {}) as {
    format?: unknown;
    version?: unknown;
  };
  if (format !== 'socketlab') return no('It is not a Socket Lab file.');
  if (typeof version === 'number' && version > LAB_FILE_VERSION)
    return no('It was made by a newer version of Socket Lab.');
  const checked = v.safeParse(labFile, data);
  if (checked.success) return { ok: true, file: checked.output };
  const [issue] = checked.issues;
  const where = v.getDotPath(issue);
  return no(`It is damaged${where ? ` at “${where}”` : ''}: ${issue.message}`);
}
