// Starting and stopping a tap: its server is an ordinary one, whose accepted sockets are joined.
import type { TapDefinition } from '../../../shared/contract/methods/mock.ts';
import type { Core } from '../core.ts';
import { nodeRefusal } from '../failures.ts';
import { listenAgain, listenNew } from '../servers/listening.ts';
import { ServerRow } from '../servers/server-row.ts';
import { closeServer } from '../servers/stopping.ts';
import { refuseLoop } from './loops.ts';
import { TapRow } from './tap-row.ts';

export interface Started {
  readonly tapId: TapRow['tapId'];
  readonly serverId: ServerRow['serverId'];
  readonly address: Awaited<ReturnType<typeof listenNew>>['address'];
}

/** Starts a new tap, or one that is stopped. A refusal leaves no tap, and nobody hears of it. */
export async function startTap(core: Core, tap: TapDefinition | TapRow): Promise<Started> {
  if (tap instanceof TapRow) {
    refuseLoop(core, tap.server.listen, tap.target, tap);
    tap.loop = undefined;
    const { serverId, address } = await listenAgain(tap.server, undefined);
    return { tapId: tap.tapId, serverId, address };
  }
  refuseLoop(core, tap.listen, tap.target);
  const row = new TapRow(core, tap);
  const definition = { name: row.name, listen: tap.listen, options: row.listenOptions };
  const { serverId, address } = await listenNew(core, definition, undefined, (server) => {
    server.tap = row;
    row.server = server;
  });
  row.register();
  return { tapId: row.tapId, serverId, address };
}

/** The numbers of a removed tap, which a new one takes over where they are free. */
export interface WantedIds {
  readonly tapId?: TapRow['tapId'] | undefined;
  readonly serverId?: ServerRow['serverId'] | undefined;
}

/** Makes a tap that does not listen; whoever asks for it registers its server and then the tap. */
export function defineTap(core: Core, definition: TapDefinition, wanted: WantedIds = {}): TapRow {
  const row = new TapRow(core, definition, wanted.tapId);
  const { listen } = definition;
  const server = new ServerRow(core, { name: row.name, listen, options: row.listenOptions }, wanted.serverId);
  server.tap = row;
  row.server = server;
  return row;
}

/** Puts a tap into the lab that does not listen yet. */
export function createTap(core: Core, definition: TapDefinition, wanted: WantedIds): TapRow {
  refuseLoop(core, definition.listen, definition.target);
  const row = defineTap(core, definition, wanted);
  row.server.register();
  row.register();
  return row;
}

/** Listens no longer and closes what is joined. */
export function stopTap({ server }: TapRow): void {
  if (!server.running) throw nodeRefusal('ERR_SERVER_NOT_RUNNING', 'Server is not running.');
  closeServer(server, 'destroy');
}
