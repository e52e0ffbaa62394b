// The lab document on disk: `*.socketlab`, JSON. Untrusted: everything is checked, and what is refused changes nothing.
import * as v from 'valibot';
import { client, documentParts, emptyDocument, type LabDocument } from './contract/document.ts';
import { tapDefinition } from './contract/methods/mock.ts';
import { serverDefinition } from './contract/methods/server.ts';
import type { Server, Tap } from './contract/records.ts';
import { digest } from './digest.ts';

const VERSION = 1;
/** In characters; a file of more bytes than that is not read at all. */
export const LARGEST_LAB_FILE = 16 * 1024 * 1024;
const MOST_ENTRIES = 10_000;

const { clientId: _, ...clientEntries } = client.entries;
const labFile = v.strictObject({
  format: v.literal('socketlab'),
  version: v.literal(VERSION),
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
  if (typeof version === 'number' && version > VERSION) return no('It was made by a newer version of Socket Lab.');
  const checked = v.safeParse(labFile, data);
  if (checked.success) return { ok: true, file: checked.output };
  const [issue] = checked.issues;
  const where = v.getDotPath(issue);
  return no(`It is damaged${where ? ` at “${where}”` : ''}: ${issue.message}`);
}

/** The text of a lab file. What is empty is left out. */
export function formatLabFile(file: Omit<LabFile, 'format' | 'version'>): string {
  const { servers, clients, ...rest } = file;
  const filled = Object.entries(rest).filter(([, value]) => value !== undefined && Object.keys(value).length > 0);
  const content = { format: 'socketlab', version: VERSION, servers, clients, ...Object.fromEntries(filled) };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** The lab file for a lab: its servers' definitions, its taps and its document. */
export function labText(servers: Iterable<Server>, document: LabDocument, taps: Iterable<Tap> = []): string {
  const { clients, snippets, filters, notes, layout } = document;
  const all = inOrder(servers);
  const listening = new Map(all.map((server) => [server.serverId, server.listen]));
  return formatLabFile({
    taps: [...taps].map(
      ({ tapId: _tap, joined: _joined, refused: _refused, failure: _failure, serverId, ...rest }) => ({
        ...rest,
        listen: listening.get(serverId) ?? {},
      }),
    ),
    servers: all
      .filter(({ tapId }) => tapId === undefined)
      .map(({ name, listen, options, mock }) => ({
        name,
        listen,
        options,
        ...(mock && { mock }),
      })),
    clients: clients.map(({ clientId: _, ...rest }) => rest),
    snippets,
    filters,
    ...(notes !== '' && { notes }),
    layout,
  });
}

/** By number, which is the order they were made in: a server that was removed and is back stands where it stood. */
const inOrder = (servers: Iterable<Server>) => [...servers].sort((a, b) => a.serverId - b.serverId);

/** The fingerprint of a lab file's text, without how the lab is looked at: sizes and columns make nothing unsaved. */
export function labDigest(text: string): string {
  const [content = ''] = text.split('\n  "layout": '); // last in the file; a line break cannot be inside of a text
  return digest(content === text ? content.replace(/\n\}\n$/u, '') : content.replace(/,$/u, ''));
}

/** Whether a lab differs from its file; a lab without a file is saved while it is empty. */
export function isUnsaved(servers: Iterable<Server>, document: LabDocument, taps: Iterable<Tap> = []): boolean {
  return (
    labDigest(labText(servers, document, taps)) !== (document.savedDigest || labDigest(labText([], emptyDocument)))
  );
}
