// Starting to listen: one attempt, or several with waits between them (the documented EADDRINUSE recipe).

import path from 'node:path';
import { CallRefused, type Failure } from '../../../shared/contract/failures.ts';
import type { NodeAddress } from '../../../shared/contract/records.ts';
import type { Situation } from '../../../shared/failure-texts/index.ts';
import type { Core } from '../core.ts';
import { failureOf, nodeRefusal, refusalOf } from '../failures.ts';
import { effectiveBacklog, mostBacklog } from '../kernel/backlog.ts';
import { inodeOfDescriptor } from '../kernel/targets.ts';
import { checkTimeout, checkWhole } from '../node-rules.ts';
import { folderOwner } from '../owners.ts';
import { inspectPath } from '../path-facts.ts';
import { firstFreePort } from '../platform.ts';
import { portHolder } from '../port-holder.ts';
import { openDescriptorCount } from '../resources.ts';
import { descriptorOf } from '../sockets/endpoints.ts';
import { attend } from './accepting.ts';
import { askedBacklog, pathOf, planListen } from './listen-plan.ts';
import { type ServerDefinition, ServerRow } from './server-row.ts';
import { applyServerFaults, checkServerFaults } from './turning-away.ts';

/** A look-up of the address may take this long; without `retry` no call takes longer than ten seconds. */
const LISTEN_PATIENCE_MS = 9_000;

export interface Retry {
  readonly everyMs: number;
  /** Tries after the first. */
  readonly times: number;
}
export interface Listening {
  readonly serverId: ServerRow['serverId'];
  readonly address: NodeAddress;
}

/**
 * Makes a server and listens. A refusal leaves no server, and nobody hears of it; with `retry` the server is there from
 * the first refused attempt on, so that it can be watched and closed.
 */
export async function listenNew(
  core: Core,
  definition: ServerDefinition,
  retry: Retry | undefined,
  prepare: (row: ServerRow) => void = () => {},
): Promise<Listening> {
  const plan = checkRetry(retry);
  const row = new ServerRow(core, definition);
  prepare(row);
  row.hold();
  row.register();
  try {
    return await listen(row, plan);
  } catch (error) {
    const gone = (row.hidden || row.state === 'failed') && core.servers.delete(row.serverId);
    if (gone && !row.hidden) row.emit({ type: 'server.removed' });
    throw error;
  }
}

/** Listens on a server that is there and not running. */
export async function listenAgain(row: ServerRow, retry: Retry | undefined): Promise<Listening> {
  return await listen(row, checkRetry(retry));
}

async function listen(row: ServerRow, retry: Retry): Promise<Listening> {
  if (row.running)
    throw nodeRefusal('ERR_SERVER_ALREADY_LISTEN', 'Listen method has been called more than once without closing.');
  checkServerFaults(row);
  const pending = new PendingListen();
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryOnce(row, pending);
    if (!(outcome instanceof Error)) return await opened(row, outcome.address);
    const failure = await pending.step<Failure>((done) => {
      void explain(row, outcome).then(done);
      return () => {};
    });
    row.failure = failure;
    if (attempt > retry.times) {
      row.giveUp = undefined;
      row.state = 'failed';
      row.emit({ type: 'server.error', failure });
      throw new CallRefused(failure);
    }
    row.state = 'retrying';
    if (row.hidden) row.release();
    row.emit({ type: 'server.retry', attempt, inMs: retry.everyMs, failure });
    await pending.step<void>((done) => {
      const timer = setTimeout(done, retry.everyMs);
      return () => clearTimeout(timer);
    });
  }
}

/** The server listens; if its mock or tap lets nobody in, that is so before anybody knows the address. */
async function opened(row: ServerRow, address: NodeAddress): Promise<Listening> {
  try {
    await applyServerFaults(row);
  } catch (error) {
    row.stopListening();
    row.net.close(() => {});
    throw error;
  }
  return { serverId: row.serverId, address };
}

/** A listen that is under way: several steps, any of which ends at once when somebody gives up. */
class PendingListen {
  #stop: (() => void) | undefined;
  #givenUp = false;

  /** Runs a step; `start` begins it and answers how to stop it. Throws ABORT_ERR when it was given up. */
  async step<T>(start: (done: (value: T) => void) => () => void): Promise<T> {
    const value = await new Promise<T | undefined>((resolve) => {
      const stop = start(resolve);
      this.#stop = () => {
        stop();
        resolve(undefined);
      };
    });
    this.#stop = undefined;
    if (!this.#givenUp) return value as T;
    throw nodeRefusal('ABORT_ERR', 'The operation was aborted', undefined, 'The server was closed before it listened.');
  }

  giveUp(): void {
    this.#givenUp = true;
    this.#stop?.();
  }
}

/**
 * One attempt. Answers the address when the server listens, else the system's error. Throws refusals for bad values,
 * with everything as it was, and ABORT_ERR when somebody gave up meanwhile.
 */
async function tryOnce(row: ServerRow, pending: PendingListen): Promise<Error | { address: NodeAddress }> {
  const options = plan(row);
  const before = row.net;
  // A server with connections of an earlier time listens again as the same net.Server: they count on (B32).
  if (row.sockets.size === 0) row.renew();
  attend(row);
  const server = row.net;
  try {
    server.listen(options, options.backlog); // twice: with a descriptor Node looks at the second argument only
  } catch (error) {
    row.net = before;
    throw refusalOf(error, situationOf(row));
  }
  row.giveUp = () => {
    row.giveUp = undefined;
    pending.giveUp();
  };
  row.state = 'binding';
  row.failure = undefined;
  row.emit({ type: 'server.binding' });
  return await pending.step((done) => {
    const ignore = () => {
      clearTimeout(patience);
      server.off('listening', onListening).off('error', onError);
    };
    const onListening = () => {
      ignore();
      isListening(row);
      done({ address: row.address });
    };
    const onError = (error: Error) => {
      ignore();
      done(error);
    };
    const stop = () => {
      ignore();
      server.close(); // ends a look-up that is still under way, too
    };
    const patience = setTimeout(() => {
      stop();
      done(tookTooLong());
    }, LISTEN_PATIENCE_MS);
    server.on('listening', onListening).on('error', onError);
    return stop;
  });
}

function plan(row: ServerRow) {
  try {
    return planListen(row.core, row.listen);
  } catch (error) {
    throw refusalOf(error, situationOf(row));
  }
}

/** The server is bound: its address is read now, once (net documentation: not before `'listening'`). */
function isListening(row: ServerRow): void {
  const { core } = row;
  row.giveUp = undefined;
  row.state = 'listening';
  row.address = row.net.address() as NodeAddress;
  row.inode = inodeOfDescriptor(descriptorOf(row.net));
  const most = mostBacklog();
  row.effectiveBacklog = most === undefined ? undefined : effectiveBacklog(askedBacklog(row.listen), most);
  const listenedPath = pathOf(row.listen);
  if (listenedPath !== undefined) core.pairing.pathReset(listenedPath);
  if (typeof row.listen.fd === 'number') {
    row.ownedDescriptor = row.listen.fd;
    core.descriptors.take(row.listen.fd);
    row.net.once('close', () => core.descriptors.release(row.ownedDescriptor ?? -1));
  }
  if (row.hidden) row.release();
  const backlog = row.effectiveBacklog !== undefined && { effectiveBacklog: row.effectiveBacklog };
  row.emit({ type: 'server.listening', address: row.address, ...backlog });
}

const tookTooLong = () => Object.assign(new Error('the address could not be looked up in time'), { code: 'ETIMEDOUT' });

function situationOf({ listen }: ServerRow) {
  const socketPath = pathOf(listen);
  return socketPath === undefined
    ? { doing: 'listen' as const, host: listen.host ?? undefined, port: listen.port ?? 0 }
    : { doing: 'listen' as const, path: socketPath };
}

/** Looks for the cause of a refusal, so that the words can name it. */
async function explain(row: ServerRow, error: Error): Promise<Failure> {
  const { core, listen } = row;
  const situation = situationOf(row);
  const owner = ownerOf(core, row);
  const found =
    situation.path === undefined
      ? undefined
      : await inspectPath(situation.path, () => owner !== undefined).catch(() => undefined);
  const { code } = error as NodeJS.ErrnoException;
  const facts: Partial<Situation> =
    code === 'EADDRINUSE' && situation.port !== undefined && !owner
      ? { holder: await portHolder(Number(situation.port)) }
      : code === 'EACCES'
        ? { firstFreePort: firstFreePort(), folderOwner: folderOwner(situation.path) }
        : {};
  const descriptors = { open: openDescriptorCount(core.about.fdLimit), limit: core.about.fdLimit };
  const failure = failureOf(error, { ...situation, ...facts, ownServer: owner?.name, found, descriptors });
  if (typeof listen.fd !== 'number' || !core.descriptors.wasClosed(listen.fd)) return failure;
  return { ...failure, why: `${failure.why ?? ''} Node has closed descriptor ${listen.fd} while refusing it.`.trim() };
}

/** The other server of this lab that has the address. */
function ownerOf(core: Core, row: ServerRow): ServerRow | undefined {
  const socketPath = pathOf(row.listen);
  for (const other of core.servers.values()) {
    if (other === row || other.state !== 'listening') continue;
    const { address } = other;
    if (typeof address === 'string') {
      if (socketPath !== undefined && path.resolve(address) === path.resolve(socketPath)) return other;
    } else if (address && socketPath === undefined && address.port === Number(row.listen.port)) {
      return other;
    }
  }
  return undefined;
}

function checkRetry(retry: Retry | undefined): Retry {
  if (!retry) return { everyMs: 0, times: 0 };
  try {
    return { everyMs: checkTimeout(retry.everyMs, 'retry.everyMs'), times: checkWhole(retry.times, 'retry.times', 0) };
  } catch (error) {
    throw refusalOf(error);
  }
}
