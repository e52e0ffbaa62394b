// The ways to stop a server (net documentation: `close`, an aborted `signal`), and what becomes of its sockets.
import { nodeRefusal } from '../failures.ts';
import { destroyNow, finishSending } from '../sockets/closing.ts';
import { removeOwnedFile } from './pause-accepting.ts';
import type { ServerRow } from './server-row.ts';

/** `server.close()`: answers at once; the close itself is reported when the last socket has ended. */
export function closeServer(row: ServerRow, sockets: 'keep' | 'end' | 'destroy'): void {
  if (!row.running) throw nodeRefusal('ERR_SERVER_NOT_RUNNING', 'Server is not running.');
  if (row.giveUp) {
    abandonListening(row);
    return;
  }
  stop(row);
  for (const { life } of [...row.sockets]) {
    if (sockets === 'destroy') destroyNow(life);
    else if (sockets === 'end' && !life.socket.writableEnded) finishSending(life);
  }
}

/** Stops a server, destroys its sockets, and forgets it when all of that has happened. */
export async function removeServer(row: ServerRow): Promise<void> {
  if (row.giveUp) abandonListening(row);
  else if (row.running) stop(row);
  for (const { life } of [...row.sockets]) destroyNow(life);
  await row.stopped();
  if (!row.core.servers.delete(row.serverId)) return; // somebody else was faster
  row.emit({ type: 'server.removed' });
  if (row.tap && row.core.taps.delete(row.tap.tapId)) row.core.emit({ type: 'tap.removed', tapId: row.tap.tapId });
}

function abandonListening(row: ServerRow): void {
  row.giveUp?.();
  row.stopListening();
  row.drained();
}

function stop(row: ServerRow): void {
  row.stopListening();
  row.net.close(() => {}); // the close itself arrives as an event
  removeOwnedFile(row);
}
