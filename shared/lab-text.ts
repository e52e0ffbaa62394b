// The text a lab is kept as, and whether it differs from its file. Reading such a text is `lab-file.ts`: it needs every schema.
import type { LabDocument } from './contract/document.ts';
import { emptyDocument } from './contract/empty-document.ts';
import type { Server, Tap } from './contract/records.ts';
import { digest } from './digest.ts';
import type { LabFile } from './lab-file.ts';

export const LAB_FILE_VERSION = 1;
/** In characters; a file of more bytes than that is not read at all. */
export const LARGEST_LAB_FILE = 16 * 1024 * 1024;

/** The text of a lab file. What is empty is left out. */
export function formatLabFile(file: Omit<LabFile, 'format' | 'version'>): string {
  const { servers, clients, ...rest } = file;
  const filled = Object.entries(rest).filter(([, value]) => value !== undefined && Object.keys(value).length > 0);
  const content = { format: 'socketlab', version: LAB_FILE_VERSION, servers, clients, ...Object.fromEntries(filled) };
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
