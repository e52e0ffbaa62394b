// The lab document: what is kept of a lab beside its servers.
import type { Client, LabDocument } from '../../shared/contract/document.ts';
import { emptyDocument } from '../../shared/contract/empty-document.ts';
import type { ClientId } from '../../shared/contract/fields.ts';
import { type LabFile, parseLabFile } from '../../shared/lab-file.ts';
import { labDigest, labText } from '../../shared/lab-text.ts';
import type { Core } from './core.ts';
import { refusal } from './failures.ts';
import { ServerRow } from './servers/server-row.ts';
import { planDial } from './sockets/dial-plan.ts';
import { defineTap } from './taps/starting.ts';

type Parts = Omit<LabDocument, 'savedDigest' | 'clients' | 'path'>;
type NewClient = Omit<Client, 'clientId'> & { clientId?: ClientId | undefined };

/** Holds the document, and reports every change of it as `lab.document`. */
export class DocumentKeeper {
  readonly #core: Core;
  #document = emptyDocument;

  constructor(core: Core) {
    this.#core = core;
  }

  /** The lab file for the lab as it is now. */
  text(): string {
    return labText(this.#core.lab.servers.values(), this.#document, this.#core.lab.taps.values());
  }

  update(parts: { readonly [K in keyof Parts]?: Parts[K] | undefined }): void {
    const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
    this.#set({ ...this.#document, ...given });
  }

  /** Says that the lab is in a file: as it is now, or as it was when it had this fingerprint. */
  saved(name: string | undefined, path: string | undefined, savedDigest = labDigest(this.text())): void {
    const where = { ...(name !== undefined && { name }), ...(path !== undefined && { path }) };
    this.#set({ ...this.#document, ...where, savedDigest });
  }

  /** Adds a client, under its old number if it has one that is free. Refuses values that could not be dialled. */
  addClient({ clientId, ...client }: NewClient): ClientId {
    planDial(client.target, client.options ?? {});
    const id = clientId !== undefined && this.#core.isFree(clientId) ? clientId : this.#core.nextId<ClientId>();
    this.#setClients([...this.#document.clients, { clientId: id, ...client }].sort((a, b) => a.clientId - b.clientId));
    return id;
  }
  changeClient(client: Client): void {
    planDial(client.target, client.options ?? {});
    this.#find(client.clientId);
    this.#setClients(this.#document.clients.map((c) => (c.clientId === client.clientId ? client : c)));
  }
  removeClient(clientId: ClientId): void {
    this.#find(clientId);
    this.#setClients(this.#document.clients.filter((c) => c.clientId !== clientId));
  }

  /** Checks the text of a lab file; refuses what cannot be opened, with the reason. */
  parse(text: string): LabFile {
    const parsed = parseLabFile(text);
    if (!parsed.ok) throw refusal('BAD_LAB_FILE', parsed.why);
    for (const server of parsed.file.servers) new ServerRow(this.#core, server); // Node judges the options it takes
    for (const { target, options } of parsed.file.clients) planDial(target, options ?? {});
    for (const tap of parsed.file.taps ?? []) defineTap(this.#core, tap);
    return parsed.file;
  }

  /** Puts a checked file in place; the lab is empty by now. Its servers stay stopped. */
  load(file: LabFile, name: string | undefined, path: string | undefined): void {
    for (const server of file.servers) new ServerRow(this.#core, server).register();
    for (const definition of file.taps ?? []) {
      const tap = defineTap(this.#core, definition); // what a file says is kept, even a loop; starting tells of it
      tap.server.register();
      tap.register();
    }
    const clients = file.clients.map((client) => ({ clientId: this.#core.nextId<ClientId>(), ...client }));
    const { snippets = [], filters = [], notes = '', layout = {} } = file;
    const where = { name: name ?? emptyDocument.name, ...(path !== undefined && { path }) };
    this.#document = { ...where, clients, snippets, filters, notes, layout, savedDigest: '' };
    this.#set({ ...this.#document, savedDigest: labDigest(this.text()) });
    this.#core.emit({ type: 'lab.opened', servers: file.servers.length, clients: clients.length });
  }

  /** Starts anew with nothing. */
  clear(): void {
    if (this.#document !== emptyDocument) this.#set(emptyDocument);
  }

  hasClient(id: number): boolean {
    return this.#document.clients.some((client) => client.clientId === id);
  }

  #find(clientId: ClientId): void {
    if (!this.hasClient(clientId)) throw refusal('UNKNOWN_CLIENT');
  }
  #setClients(clients: Client[]): void {
    this.#set({ ...this.#document, clients });
  }
  #set(document: LabDocument): void {
    this.#document = document;
    this.#core.emit({ type: 'lab.document', document });
  }
}
