// Starting to listen: one attempt, or several with waits between them (the documented EADDRINUSE recipe).

import path from 'node:path';
import { CallRefused, type Failure } from '../../../shared/contract/failures.ts';
import type { NodeAddress } from '../../../shared/contract/records.ts';
import type { Core } from '../core.ts';
import { failureOf, nodeRefusal, refusalOf } from '../failures.ts';
import { checkTimeout, checkWhole } from '../node-rules.ts';
import { inspectPath } from '../path-facts.ts';
import { attend } from './accepting.ts';
import { pathOf, planListen } from './listen-plan.ts';
import { type ServerDefinition, ServerRow } from './server-row.ts';

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

/** Makes a server and listens. A refusal leaves no server, and without `retry` nobody hears of it. */
export async function listenNew(
  core: Core,
  definition: ServerDefinition,
  retry: Retry | undefined,
): Promise<Listening> {
  const row = new ServerRow(core, definition);
  const plan = checkRetry(retry);
  const quiet = plan.times === 0;
  if (quiet) row.hold();
  row.register();
  try {
    return await listen(row, plan);
  } catch (error) {
    core.servers.delete(row.serverId);
    if (!quiet) row.emit({ type: 'server.removed' });
    throw error;
  }
}

/** Listens on a server that is there and not running. */
export function listenAgain(row: ServerRow, retry: Retry | undefined): Promise<Listening> {
  return listen(row, checkRetry(retry));
}

async function listen(row: ServerRow, retry: Retry): Promise<Listening> {
  if (row.running)
    throw nodeRefusal('ERR_SERVER_ALREADY_LISTEN', 'Listen method has been called more than once without closing.');
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryOnce(row, attempt === 1);
    if (outcome === undefined) return { serverId: row.serverId, address: row.address };
    const failure = await unlessGivenUp(row, explain(row, outcome));
    row.failure = failure;
    if (attempt > retry.times) {
      row.giveUp = undefined;
      row.state = 'failed';
      row.emit({ type: 'server.error', failure });
      throw new CallRefused(failure);
    }
    row.state = 'retrying';
    row.emit({ type: 'server.retry', attempt, inMs: retry.everyMs, failure });
    await unlessGivenUp(row, new Promise((resolve) => setTimeout(resolve, retry.everyMs)));
  }
}

/**
 * One attempt. Answers undefined when the server listens, else the system's error. Throws refusals for bad values,
 * with everything as it was, and ABORT_ERR when somebody gave up meanwhile.
 */
async function tryOnce(row: ServerRow, first: boolean): Promise<Error | undefined> {
  const { core } = row;
  const options = plan(row);
  const before = row.net;
  // A server that is closing still has connections, which count on: the same net.Server listens again (B32).
  if (row.state !== 'closing') {
    row.renew();
    attend(row);
  }
  const server = row.net;
  try {
    server.listen(options);
  } catch (error) {
    row.net = before;
    throw first ? refusalOf(error, situationOf(row)) : error;
  }
  row.state = 'binding';
  row.failure = undefined;
  row.emit({ type: 'server.binding' });
  const bound = new Promise<Error | undefined>((resolve) => {
    const patience = setTimeout(() => settle(tookTooLong()), LISTEN_PATIENCE_MS);
    const settle = (error?: Error) => {
      clearTimeout(patience);
      server.off('listening', onListening).off('error', settle);
      if (error) server.close(() => {}); // also ends a look-up that is still under way
      resolve(error);
    };
    const onListening = () => {
      settle();
      isListening(row, core);
    };
    server.once('listening', onListening).once('error', settle);
  });
  return await unlessGivenUp(row, bound, () => server.close(() => {}));
}

function plan(row: ServerRow) {
  try {
    return planListen(row.core, row.listen);
  } catch (error) {
    throw refusalOf(error, situationOf(row));
  }
}

/** The server is bound: its address is read now, once (net documentation: not before `'listening'`). */
function isListening(row: ServerRow, core: Core): void {
  row.giveUp = undefined;
  row.state = 'listening';
  row.address = row.net.address() as NodeAddress;
  const listenedPath = pathOf(row.listen);
  if (listenedPath !== undefined) core.pairing.pathReset(listenedPath);
  if (typeof row.listen.fd === 'number') {
    row.ownedDescriptor = row.listen.fd;
    core.descriptors.take(row.listen.fd);
    row.net.once('close', () => core.descriptors.release(row.ownedDescriptor ?? -1));
  }
  if (row.hidden) row.release();
  row.emit({ type: 'server.listening', address: row.address });
}

/** Waits for something unless the listen is given up, which ends it with ABORT_ERR. */
function unlessGivenUp<T>(row: ServerRow, work: Promise<T>, onGivenUp?: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    row.giveUp = () => {
      row.giveUp = undefined;
      onGivenUp?.();
      reject(
        nodeRefusal('ABORT_ERR', 'The operation was aborted', undefined, 'The server was closed before it listened.'),
      );
    };
    work.then(resolve, reject);
  });
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
  const failure = failureOf(error, { ...situation, ownServer: owner?.name, found });
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
