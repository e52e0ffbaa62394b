// Who can reach a server (ux.md 1.3, 6.6). Pure functions of what is asked for and of what was bound.
import type { Listen } from '../contract/listen-options.ts';
import type { NodeAddress, Socket } from '../contract/records.ts';
import { unmapped } from '../format.ts';
import { isOver } from './socket-state.ts';

/** Whether an address can be reached from this machine only (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3). */
export function isLoopback(host: string): boolean {
  const address = unmapped(host.trim());
  return address.toLowerCase() === 'localhost' || address === '::1' || /^127\.\d+\.\d+\.\d+$/u.test(address);
}

/** Whether a definition listens on every address of the machine: no host, `0.0.0.0`, `::` or a form of them. */
export function listensEverywhere({ port, host, path, fd }: Listen): boolean {
  if (typeof fd === 'number' && fd >= 0) return false;
  if (typeof path === 'string' && typeof port !== 'number' && typeof port !== 'string') return false;
  const address = typeof host === 'string' ? unmapped(host.trim()) : '';
  return address === '' || /^[0.]+$/u.test(address) || /^[0:]+$/u.test(address);
}

/** Who can reach a bound address: this machine only, or whoever is on its networks. Undefined while nothing is bound. */
export function exposureOf(address: NodeAddress): 'machine' | 'network' | undefined {
  if (address === null) return undefined;
  return typeof address === 'string' || isLoopback(address.address) ? 'machine' : 'network';
}

/** The living sockets that servers have accepted from outside this lab. */
export function outsideClients(sockets: Iterable<Socket>, of: (socket: Socket) => boolean = () => true): Socket[] {
  return [...sockets].filter(
    (socket) =>
      socket.origin === 'accepted' && socket.peerSocketId === undefined && !isOver(socket.state) && of(socket),
  );
}
