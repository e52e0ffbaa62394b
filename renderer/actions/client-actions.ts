import type { Client } from '../../shared/contract/document.ts';
import type { ClientId, SocketId } from '../../shared/contract/fields.ts';
import type { Params } from '../../shared/contract/methods.ts';
import { formatHostPort, formatPath } from '../../shared/format.ts';
import { useLab } from '../state/lab-store.ts';
import { edit, noteMade, offerUndo } from '../state/undo.ts';
import { select } from '../state/view-store.ts';
import type { Caller } from './caller.ts';

type Definition = Omit<Params<'client.create'>, 'clientId'>;

/** What can be done to a client: a saved dial definition that may be dialled many times. */
export class ClientActions {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Keeps a client as one edit, and dials it, or makes a row to dial later. Rejects with the refusal; then none is kept. */
  async createAnd(start: 'dial' | 'dial-paused' | 'row', definition: Definition): Promise<SocketId> {
    const { clientId } = await this.#caller.call('client.create', definition);
    const takeBack = () => this.#caller.call('client.remove', { clientId });
    let socketId: SocketId;
    try {
      const dialled = { ...definition, clientId };
      ({ socketId } =
        start === 'row'
          ? await this.#caller.call('socket.create', dialled)
          : await this.#caller.call('socket.connect', {
              ...dialled,
              ...(start === 'dial-paused' && { paused: true }),
            }));
    } catch (error) {
      await takeBack();
      throw error;
    }
    noteMade(`New client “${clientTitle(definition)}”`, takeBack, async () => {
      await this.#caller.call('client.create', { clientId, ...definition });
      return takeBack;
    });
    select(socketId, 'client');
    return socketId;
  }

  /** Dials a client once more, in a row of its own. */
  async dial({ clientId, name, target, options }: Client): Promise<void> {
    const dialled = await this.#caller.forWindow(() =>
      this.#caller.call('socket.connect', { clientId, ...(name !== undefined && { name }), target, options }),
    );
    if (dialled) select(dialled.socketId, 'client');
  }

  /** Dials a target: with the client that has it already, or with a new one. */
  async dialTo(target: Client['target']): Promise<void> {
    const wanted = targetText(target);
    const known = useLab.getState().lab.document.clients.find((client) => targetText(client.target) === wanted);
    if (known) await this.dial(known);
    else await this.#caller.forWindow(() => this.createAnd('dial', { target }));
  }

  /** Changes a client as one edit. Rejects with the refusal, for the form to show. */
  async change(before: Client, definition: Definition, title?: string): Promise<void> {
    const { clientId } = before;
    await edit(title ?? `Change client “${clientTitle(before)}”`, async () => {
      await this.#caller.call('client.update', { clientId, ...definition });
      return () => this.#caller.call('client.update', before);
    });
  }
  async rename(client: Client, name: string): Promise<void> {
    if (name === (client.name ?? '')) return;
    const { clientId: _, name: __, ...rest } = client;
    const definition = { ...rest, ...(name !== '' && { name }) };
    await this.#caller.forWindow(() => this.change(client, definition, `Rename client “${clientTitle(client)}”`));
  }

  /** Takes a client out of the lab; answers whether it did. What it has dialled stays. */
  async remove(client: Client): Promise<boolean> {
    const { clientId } = client;
    const removed = await this.#caller.forWindow(async () => {
      await edit(`Delete client “${clientTitle(client)}”`, async () => {
        await this.#caller.call('client.remove', { clientId });
        return () => this.#caller.call('client.create', client);
      });
      offerUndo(`Client “${clientTitle(client)}” was deleted.`);
      return true;
    });
    return removed === true;
  }

  async duplicate({ clientId: _, ...client }: Client): Promise<void> {
    const copy = { ...client, name: `${clientTitle(client)} copy` };
    await this.#caller.forWindow(() => this.keep(copy));
  }

  /** Keeps a client without dialling it, as one edit. */
  async keep(definition: Definition): Promise<void> {
    let clientId: ClientId | undefined;
    await edit(`New client “${clientTitle(definition)}”`, async () => {
      const made = await this.#caller.call('client.create', { ...(clientId && { clientId }), ...definition });
      clientId = made.clientId;
      return () => this.#caller.call('client.remove', made);
    });
  }
}

/** What a client is called: its name, or where it dials. */
export function clientTitle({ name, target }: Pick<Client, 'name' | 'target'>): string {
  return name || targetText(target);
}

export function targetText(target: Client['target']): string {
  if (typeof target.path === 'string') return formatPath(target.path);
  return formatHostPort(String(target.host || 'localhost'), target.port ?? '?');
}

/** A client of the lab as it is now. */
export const clientNow = (clientId: ClientId | undefined) =>
  useLab.getState().lab.document.clients.find((client) => client.clientId === clientId);
