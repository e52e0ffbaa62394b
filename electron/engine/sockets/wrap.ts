import net from 'node:net';
import type { Core } from '../core.ts';
import { refusalOf } from '../failures.ts';
import { localOf, remoteOf } from './endpoints.ts';
import { Life } from './life.ts';
import { startReading } from './node-events.ts';
import { SocketRow } from './socket-row.ts';

export interface WrapOptions {
  readonly fd: unknown;
  readonly readable?: unknown;
  readonly writable?: unknown;
  readonly allowHalfOpen?: unknown;
}

/** A socket around a descriptor this process inherited: `new net.Socket({ fd })`. Node judges the values. */
export function wrapDescriptor(core: Core, options: WrapOptions): SocketRow {
  core.descriptors.check(options.fd);
  let socket: net.Socket;
  try {
    socket = new net.Socket(options as net.SocketConstructorOpts);
  } catch (error) {
    throw refusalOf(error);
  }
  const row = new SocketRow(core, { origin: 'wrapped', options: options.allowHalfOpen ? { allowHalfOpen: true } : {} });
  const life = new Life(row, socket);
  row.life = life;
  row.ownedDescriptor = options.fd as number;
  core.descriptors.take(row.ownedDescriptor);
  life.connectedAt = core.clock.now();
  life.learnAddresses(localOf(socket), remoteOf(socket));
  row.register();
  life.pairByAddress();
  startReading(socket);
  return row;
}
