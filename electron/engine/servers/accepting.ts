// What a listening net.Server reports: connections, drops, errors, its close. One named function for each.
import type net from 'node:net';
import type { SocketOptions } from '../../../shared/contract/dial-options.ts';
import type { Endpoint } from '../../../shared/contract/records.ts';
import { isBlocked } from '../block-list.ts';
import { failureOf } from '../failures.ts';
import { localOf, remoteOf } from '../sockets/endpoints.ts';
import { Life } from '../sockets/life.ts';
import { startReading } from '../sockets/node-events.ts';
import { SocketRow } from '../sockets/socket-row.ts';
import { TapEnd } from '../taps/tap-end.ts';
import { pathOf } from './listen-plan.ts';
import type { ServerRow } from './server-row.ts';

/** Attaches a row to its present net.Server; once is enough. */
export function attend(row: ServerRow): void {
  const { net: server } = row;
  if (server.listenerCount('connection') > 0) return;
  const acceptedOptions = optionsOfAccepted(row);
  server.on('connection', (socket) => onConnection(row, socket, acceptedOptions));
  server.on('drop', (info) => onDrop(row, info));
  server.on('error', (error) => onError(row, server, error));
  server.on('close', () => {
    if (row.net === server) row.drained();
  });
}

function onConnection(row: ServerRow, socket: net.Socket, options: SocketOptions): void {
  const { core, settings } = row;
  const { remoteAddress } = socket;
  if (settings.blockList && remoteAddress !== undefined && isBlocked(settings.blockList, remoteAddress)) {
    socket.on('error', () => {}); // nobody has heard of this socket; the server's fact is all there is to say
    socket.destroy();
    row.emit({ type: 'server.blocked', remoteAddress });
    return;
  }
  const path = pathOf(row.listen);
  const local: Endpoint = path === undefined ? localOf(socket) : { path };
  const accepted = new SocketRow(core, { origin: 'accepted', serverId: row.serverId, tapId: row.tap?.tapId, options });
  const life = new Life(accepted, socket);
  accepted.life = life;
  if (row.tap) life.handler = new TapEnd(life, row.tap);
  life.connectedAt = accepted.openedAt;
  life.learnAddresses(local, remoteOf(socket));
  accepted.timeoutMs = settings.idleTimeoutMs;
  accepted.onTimeout = settings.onIdle;
  if (settings.idleTimeoutMs > 0) socket.setTimeout(settings.idleTimeoutMs);
  if (row.options.pauseOnConnect) life.beginPaused();
  row.sockets.add(accepted);
  accepted.register();
  row.emit({ type: 'server.connection', socketId: accepted.socketId });
  if (path === undefined) life.pairByAddress();
  else core.pairing.pathAccepted({ socketId: accepted.socketId, life: life.number }, path);
  life.handler.onOpened();
  startReading(socket);
}

/** The settings an accepted socket starts with, shared by all of them. */
function optionsOfAccepted({ options }: ServerRow): SocketOptions {
  const { allowHalfOpen, noDelay, keepAlive, keepAliveInitialDelay, highWaterMark } = options;
  return Object.fromEntries(
    Object.entries({ allowHalfOpen, noDelay, keepAlive, keepAliveInitialDelay, highWaterMark }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/** `maxConnections` is reached: the connection was accepted and closed at once. Without addresses on a UNIX socket. */
function onDrop(row: ServerRow, info: net.DropArgument | undefined): void {
  const { core } = row;
  core.totals.dropped++;
  row.emit({ type: 'server.drop', ...info });
  const path = pathOf(row.listen);
  const client = info
    ? core.pairing.tcpTurnedAway(remoteOfDrop(info), localOfDrop(info))
    : path === undefined
      ? undefined
      : core.pairing.pathTurnedAway(path);
  const life = client && core.sockets.get(client.socketId)?.life;
  if (life && life.number === client.life) life.ending.turnedAway = true;
}

const localOfDrop = ({ localAddress: address, localPort: port, localFamily: family }: net.DropArgument): Endpoint =>
  address === undefined || port === undefined ? null : { address, port, family: family ?? '' };
const remoteOfDrop = ({
  remoteAddress: address,
  remotePort: port,
  remoteFamily: family,
}: net.DropArgument): Endpoint =>
  address === undefined || port === undefined ? null : { address, port, family: family ?? '' };

/** Errors while binding belong to the listen that is under way; this is for any other. */
function onError(row: ServerRow, server: net.Server, error: Error): void {
  if (row.net !== server || row.state === 'binding') return;
  row.state = 'failed';
  row.address = null;
  row.failure = failureOf(error, { doing: 'listen', path: pathOf(row.listen) });
  row.emit({ type: 'server.error', failure: row.failure });
}
