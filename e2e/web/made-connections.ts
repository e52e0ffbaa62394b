// Connections in the situations people come to see, made over the contract on real sockets.
import net from 'node:net';
import path from 'node:path';
import type { ServerId, SocketId } from '../../shared/contract/fields.ts';
import type { Socket, SocketState } from '../../shared/contract/records.ts';
import type { ServedLab } from '../serve-lab.ts';
import type { LabPage } from './fixture.ts';

export interface MadePair {
  readonly client: SocketId;
  readonly server: SocketId;
  readonly serverId: ServerId;
}

/** A client and the accepted end it is paired with; both allow half-close. `unix` makes it a UNIX socket. */
export async function makePair(lab: ServedLab, { unix = false } = {}): Promise<MadePair> {
  const { caller } = lab;
  const listen = unix ? { path: path.join(lab.folder, 'pair.sock') } : { port: 0, host: '127.0.0.1' };
  const { serverId, address } = await caller.call('server.listen', { listen, options: { allowHalfOpen: true } });
  const target = typeof address === 'object' && address ? { port: address.port, host: '127.0.0.1' } : listen;
  const { socketId: client } = await caller.call('socket.connect', { target, options: { allowHalfOpen: true } });
  const { peerSocketId } = await caller.event('socket.paired', (e) => e.socketId === client);
  return { client, server: peerSocketId, serverId };
}

/** Selects a connection by its row and opens one of its tabs. */
export async function openTab({ page, row }: LabPage, id: SocketId, tab: string): Promise<void> {
  await row(id).click();
  await page.getByTestId(`tab-${tab}`).click();
}

/** Waits until an end has come to a state. */
export const inState = ({ caller }: ServedLab, socketId: SocketId, state: SocketState): Promise<Socket> =>
  caller.socketWhen(socketId, (socket) => socket.state === state);

/** Writes until `write()` returns false and more than a megabyte is queued. */
export async function fillPipe({ caller }: ServedLab, socketId: SocketId): Promise<Socket> {
  for (let i = 0; i < 12; i++) await caller.call('socket.write', { socketId, data: 'x'.repeat(1_000_000) });
  return caller.socketWhen(socketId, (socket) => socket.needDrain && socket.counts.queued > 1_000_000);
}

/** A server that is not part of the lab; greets and echoes. */
export async function outsideServer(): Promise<net.AddressInfo & AsyncDisposable> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    socket.write('220 outside\r\n');
    socket.on('data', (chunk) => socket.write(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  return {
    ...(server.address() as net.AddressInfo),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A port of this machine where nothing listens. */
export async function closedPort(): Promise<number> {
  await using server = await outsideServer();
  return server.port;
}
