// The lab document on disk: `*.socketlab`, JSON. Untrusted: everything is checked, and what is refused changes nothing.
import * as v from 'valibot';
import { serverDefinition } from './contract/methods/server.ts';
import { clientDefinition } from './contract/methods/socket.ts';

const VERSION = 1;
const LARGEST_FILE = 16 * 1024 * 1024;
const MOST_ENTRIES = 10_000;

const labFile = v.strictObject({
  format: v.literal('socketlab'),
  version: v.literal(VERSION),
  servers: v.pipe(v.array(serverDefinition), v.maxLength(MOST_ENTRIES)),
  clients: v.pipe(v.array(clientDefinition), v.maxLength(MOST_ENTRIES)),
});
export type LabFile = v.InferOutput<typeof labFile>;

export type ParsedLab = { readonly ok: true; readonly file: LabFile } | { readonly ok: false; readonly why: string };

/** Reads the text of a lab file. Refuses, with the reason in words, what is foreign, newer, damaged or too large. */
export function parseLabFile(text: string): ParsedLab {
  const no = (why: string): ParsedLab => ({ ok: false, why });
  if (text.length > LARGEST_FILE) return no('It is larger than a lab file can be.');
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
  if (typeof version === 'number' && version > VERSION) return no('It was made by a newer version of Socket Lab.');
  const checked = v.safeParse(labFile, data);
  if (checked.success) return { ok: true, file: checked.output };
  const [issue] = checked.issues;
  const where = v.getDotPath(issue);
  return no(`It is damaged${where ? ` at “${where}”` : ''}: ${issue.message}`);
}

/** The text of a lab file. */
export function formatLabFile(file: Pick<LabFile, 'servers' | 'clients'>): string {
  return `${JSON.stringify({ format: 'socketlab', version: VERSION, ...file }, null, 2)}\n`;
}
