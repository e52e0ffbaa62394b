// Node's events of a socket, one named function each: whose event it is, and the one fact it becomes.
import type net from 'node:net';
import { failureOf } from '../failures.ts';
import { droppedByKernel } from '../kernel/handle-facts.ts';
import { localOf, remoteOf } from './endpoints.ts';
import type { Life } from './life.ts';

export const LIFE = Symbol('life');
export type LivingSocket = net.Socket & { [LIFE]: Life };

const lifeOf = (socket: net.Socket) => (socket as LivingSocket)[LIFE];

/** Attaches what every socket needs, dialled or accepted. Reading starts with `startReading`. */
export function listenTo(socket: net.Socket): void {
  socket._destroy = destroyLiving;
  socket.on('end', onEnd);
  socket.on('finish', onFinish);
  socket.on('drain', onDrain);
  socket.on('timeout', onTimeout);
  socket.on('error', onError);
  socket.on('close', onClose);
}

/** Node's own `_destroy` (stream documentation), after a last look at what it will take away. One function for all. */
function destroyLiving(this: net.Socket, error: Error | null, callback: (error?: Error | null) => void): void {
  lifeOf(this).aboutToDie();
  Object.getPrototypeOf(this)._destroy.call(this, error, callback);
}

/** Attaches what only a socket that is being dialled can emit. */
export function listenToDialling(socket: net.Socket): void {
  socket.on('lookup', onLookup);
  socket.on('connectionAttempt', onConnectionAttempt);
  socket.on('connectionAttemptFailed', onConnectionAttemptFailed);
  socket.on('connectionAttemptTimeout', onConnectionAttemptTimeout);
  socket.on('connect', onConnect);
  socket.on('ready', onReady);
}

/** Lets chunks flow; on a socket whose reading is stopped they flow when it is resumed (net-behaviours B22). */
export function startReading(socket: net.Socket): void {
  socket.on('data', onData);
}

function onData(this: net.Socket, chunk: Buffer): void {
  lifeOf(this).received(chunk);
}

/** The peer has finished sending; or it has reset the connection, and libuv has made an end of it (net-behaviours B12). */
function onEnd(this: net.Socket): void {
  const life = lifeOf(this);
  life.ending.first ??= 'peer';
  if (!this.writableEnded && droppedByKernel(this)) life.ending.peerGone = true;
  life.row.endedLives = [...life.row.endedLives, life.number];
  life.emit({ type: 'socket.end' });
  life.peerEnded();
}

/** Our FIN has been handed to the kernel. */
function onFinish(this: net.Socket): void {
  const life = lifeOf(this);
  life.emit({ type: 'socket.finish' });
  life.moved();
}

function onDrain(this: net.Socket): void {
  const life = lifeOf(this);
  life.flow.drain();
  life.drained();
  life.moved();
}

/** Idle for as long as was set. Node does nothing more about it; what happens then was chosen by somebody. */
function onTimeout(this: net.Socket): void {
  lifeOf(this).timedOut();
}

function onError(this: net.Socket, error: Error): void {
  const life = lifeOf(this);
  const failure = failureOf(error, life.situation(error));
  if (!life.ending.error) Object.assign(life.ending, { error, failure });
  life.emit({ type: 'socket.error', failure });
}

/** Node leaves `hadError` undefined on a socket that never had a handle, even after an error (B4). */
function onClose(this: net.Socket, hadError: boolean | undefined): void {
  const life = lifeOf(this);
  life.died(hadError ?? life.ending.error !== undefined);
}

function onLookup(this: net.Socket, error: Error | null, address: string, family: number | null, host: string): void {
  const life = lifeOf(this);
  life.emit({
    type: 'socket.lookup',
    host,
    ...(error && { failure: failureOf(error, life.situation(error)) }),
    ...(!error && address !== undefined && { address }),
    ...(!error && typeof family === 'number' && { family }),
  });
}

/** Ip, port and family of an attempt; a UNIX socket's has the path in place of the ip and nothing else. */
const attemptOf = (ip: string, port: number | undefined, family: number | undefined) => ({
  ip,
  ...(port !== undefined && { port }),
  ...(family !== undefined && { family }),
});

function onConnectionAttempt(this: net.Socket, ip: string, port: number, family: number): void {
  lifeOf(this).emit({ type: 'socket.connectionAttempt', ...attemptOf(ip, port, family) });
}

function onConnectionAttemptFailed(this: net.Socket, ip: string, port: number, family: number, error: Error): void {
  const life = lifeOf(this);
  // Destroying during the last of several attempts reports that attempt as cancelled: our doing, not a failure.
  if (this.destroyed) return;
  const failure = failureOf(error, { ...life.situation(error), ...(family !== undefined && { host: ip }) });
  life.emit({ type: 'socket.connectionAttemptFailed', ...attemptOf(ip, port, family), failure });
}

function onConnectionAttemptTimeout(this: net.Socket, ip: string, port: number, family: number): void {
  lifeOf(this).emit({ type: 'socket.connectionAttemptTimeout', ...attemptOf(ip, port, family) });
}

function onConnect(this: net.Socket): void {
  const life = lifeOf(this);
  const path = life.dialledPath;
  if (path === undefined) life.connected(localOf(this), remoteOf(this));
  else life.connected(null, { path });
}

function onReady(this: net.Socket): void {
  if (!this.destroyed) lifeOf(this).emit({ type: 'socket.ready' });
}
