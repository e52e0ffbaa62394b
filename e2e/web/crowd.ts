// Many real connections at little cost: sockets of this process, dialled to a server of the lab.
import net from 'node:net';
import type { Locator, Page } from '@playwright/test';
import type { ServedLab } from '../serve-lab.ts';

/** So many dials are under way together: more would fill the server's accept queue. */
const AT_ONCE = 100;

export interface Crowd extends AsyncDisposable {
  readonly sockets: readonly net.Socket[];
}

/** A server of the lab on any port; answers its port. */
export async function listen(lab: ServedLab, name: string, behaviour?: 'echo' | 'discard', allowHalfOpen = false) {
  const { serverId, address } = await lab.caller.call('server.listen', {
    name,
    listen: { port: 0, host: '127.0.0.1' },
    options: { allowHalfOpen },
    ...(behaviour && { mock: { otherwise: { kind: behaviour } } }),
  });
  return { serverId, port: (address as net.AddressInfo).port };
}

/** A client of the lab, connected and paired with its other end; answers its id. */
export async function dial(lab: ServedLab, port: number, name?: string) {
  const { socketId } = await lab.caller.call('socket.connect', {
    target: { port, host: '127.0.0.1' },
    options: { allowHalfOpen: true },
    ...(name !== undefined && { name }),
  });
  await lab.caller.event('socket.paired', (e) => e.socketId === socketId);
  return socketId;
}

/** Connections from outside the lab; they read and drop what they get. */
export async function crowd(port: number, count: number): Promise<Crowd> {
  const sockets: net.Socket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - sockets.length) }, () => connect(port));
    sockets.push(...(await Promise.all(some)));
  }
  const close = async () => {
    const living = sockets.filter((socket) => !socket.closed);
    const gone = living.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of living) socket.destroy();
    await Promise.all(gone);
  };
  return { sockets, [Symbol.asyncDispose]: close };
}

function connect(port: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1' }, () => resolve(socket));
    socket.once('error', reject).resume();
    socket.once('connect', () => socket.on('error', () => {})); // the lab may reset it
  });
}

export const gridOf = (page: Page): Locator => page.getByTestId('connections-grid');

/** The ids of the rows in sight, from top to bottom. */
export const rowsInSight = (page: Page): Promise<number[]> =>
  page.locator('[data-conn-id][role=row]').evaluateAll((rows) =>
    rows
      .map((row) => ({ id: Number((row as HTMLElement).dataset.connId), top: row.getBoundingClientRect().top }))
      .sort((a, b) => a.top - b.top)
      .map(({ id }) => id),
  );
