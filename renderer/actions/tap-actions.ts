import type { TapDefinition } from '../../shared/contract/methods/mock.ts';
import type { Params, Result } from '../../shared/contract/methods.ts';
import type { Tap } from '../../shared/contract/records.ts';
import { isRunning } from '../../shared/model/server-state.ts';
import { useLab } from '../state/lab-store.ts';
import { edit, noteMade, offerUndo } from '../state/undo.ts';
import { noteServerFailure } from '../state/view-store.ts';
import type { Caller } from './caller.ts';
import { askDisconnect, askExposure } from './confirm.ts';

type Update = Omit<Params<'tap.update'>, 'tapId'>;

/** What can be done to a tap, and with one. Edits can be undone; listening and stopping are no edits. */
export class TapActions {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Starts a new tap as one edit. Rejects with the refusal, for the form to show. */
  async startNew(definition: TapDefinition): Promise<Result<'tap.start'>> {
    const listen = await askExposure(definition.listen);
    const started = await this.#caller.call('tap.start', { ...definition, listen });
    const { tapId, serverId } = started;
    const name = definition.name ?? `tap-${tapId}`;
    const takeBack = () => this.#caller.call('tap.remove', { tapId });
    noteMade(`New tap “${name}”`, takeBack, async () => {
      await this.#bringBack({ tapId, serverId, ...definition, name, listen }, true);
      return takeBack;
    });
    return started;
  }

  /** Makes a removed tap anew under its numbers, so that what tells of it still does. */
  async #bringBack(definition: Params<'tap.create'>, running: boolean): Promise<void> {
    const { tapId, serverId } = await this.#caller.call('tap.create', definition);
    if (running) await this.#caller.forServer(serverId, () => this.#caller.call('tap.start', { tapId }));
  }

  /** Starts a tap that was stopped; a refusal is shown with the tap. */
  async start({ tapId, serverId }: Tap): Promise<void> {
    await this.#caller.forServer(serverId, () => this.#caller.call('tap.start', { tapId }));
  }

  /** Stops a tap; its connections are closed. */
  async stop({ tapId, serverId }: Tap): Promise<void> {
    const server = useLab.getState().lab.servers.get(serverId);
    if (server && !(await askDisconnect('Stop the tap', [server]))) return;
    await this.#caller.forServer(serverId, () => this.#caller.call('tap.stop', { tapId }));
  }

  /** Changes a tap as one edit: a new target is for new connections, the rest holds at once. Rejects with the refusal. */
  async change(tap: Tap, change: Update, title: string): Promise<void> {
    const { tapId } = tap;
    const keys = Object.keys(change) as (keyof Update)[];
    const before = Object.fromEntries(keys.map((key) => [key, tap[key]])) as Update;
    await edit(title, async () => {
      await this.#caller.call('tap.update', { tapId, ...change });
      return () => this.#caller.call('tap.update', { tapId, ...before });
    });
  }

  /** A stopped copy of a tap. */
  async duplicate(tap: Tap): Promise<void> {
    const server = useLab.getState().lab.servers.get(tap.serverId);
    if (!server) return;
    const definition = { ...definitionOfTap(tap, server.listen), name: `${tap.name} copy` };
    let made: Partial<Result<'tap.create'>> = {};
    await this.#caller.forWindow(() =>
      edit(`New tap “${definition.name}”`, async () => {
        const { tapId, serverId } = await this.#caller.call('tap.create', { ...definition, ...made });
        made = { tapId, serverId };
        return () => this.#caller.call('tap.remove', { tapId });
      }),
    );
  }
  async rename(tap: Tap, name: string): Promise<void> {
    if (name === '' || name === tap.name) return;
    await this.#caller.forWindow(() => this.change(tap, { name }, `Rename tap “${tap.name}”`));
  }

  /** Takes a tap out of the lab; answers whether it did. Undoing brings it back under its numbers, listening if it did. */
  async remove(tap: Tap): Promise<boolean> {
    const server = useLab.getState().lab.servers.get(tap.serverId);
    if (!server || !(await askDisconnect('Delete', [server]))) return false;
    const { tapId, serverId } = tap;
    const definition = { tapId, serverId, ...definitionOfTap(tap, server.listen) };
    const running = isRunning(server);
    const removed = await this.#caller.forWindow(async () => {
      await edit(`Delete tap “${tap.name}”`, async () => {
        await this.#caller.call('tap.remove', { tapId });
        return () => this.#bringBack(definition, running);
      });
      noteServerFailure(serverId, undefined);
      offerUndo(`Tap “${tap.name}” was deleted.`);
      return true;
    });
    return removed === true;
  }
}

/** What a tap is defined by, without what it is doing. */
function definitionOfTap(
  { name, target, options, faults, passFin, passReset, onRefuse }: Tap,
  listen: TapDefinition['listen'],
) {
  const kept = { name, listen, target, faults, passFin, passReset, onRefuse };
  return (options ? { ...kept, options } : kept) as TapDefinition;
}
