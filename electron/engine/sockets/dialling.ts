// Beginning dialled lives: a new row, or a row again. What is refused leaves no trace.
import type { SocketOptions, Target } from '../../../shared/contract/dial-options.ts';
import type { ClientId, TapId } from '../../../shared/contract/fields.ts';
import type { Core } from '../core.ts';
import { nodeRefusal, refusal, refusalOf } from '../failures.ts';
import { type DialPlan, planDial } from './dial-plan.ts';
import { Life } from './life.ts';
import { listenToDialling, startReading } from './node-events.ts';
import { situationOfDial } from './situations.ts';
import { SocketRow } from './socket-row.ts';

export interface ClientDefinition {
  readonly name?: string | undefined;
  readonly clientId?: ClientId | undefined;
  readonly tapId?: TapId | undefined;
  readonly target: Target;
  readonly options?: SocketOptions | undefined;
}
export interface DialStart {
  /** Begin with reading stopped. */
  readonly paused?: boolean | undefined;
  /** As if an AbortSignal given to the call had been aborted beforehand. */
  readonly aborted?: boolean | undefined;
}

/** A row that is not dialled yet: `new net.Socket()` with its settings (net documentation, "new net.Socket"). */
export function createRow(core: Core, definition: ClientDefinition): SocketRow {
  return begin(core, definition, (row, plan) => {
    beginLife(row, plan);
    row.register();
  });
}

/** Makes a row and dials it at once (net documentation, "socket.connect(options)"). */
export function dialNew(core: Core, definition: ClientDefinition, start: DialStart): SocketRow {
  refuseAborted(start);
  return begin(core, definition, (row, plan) => connect(beginLife(row, plan), plan, start, () => row.register()));
}

/** Dials a created row, or one whose last life has closed: same row, next life. */
export function dialAgain(row: SocketRow, start: DialStart): void {
  refuseAborted(start);
  const { life } = row;
  if (!life.closed && !life.undialled) {
    const code = life.socket.connecting ? 'EALREADY' : 'EISCONN';
    throw nodeRefusal(code, `connect ${code}`);
  }
  if (!row.target) throw refusal('NO_TARGET', 'Only sockets that were dialled from here can be dialled again.');
  const plan = planDial(row.target, row.options);
  if (life.closed) row.lifeNumber++;
  try {
    const next = beginLife(row, plan);
    if (!life.closed) next.takeOver(life);
    connect(next, plan, start, () => row.updated());
  } catch (error) {
    if (life.closed) row.lifeNumber--;
    row.life = life;
    throw error;
  }
  if (!life.closed) life.discard();
  row.cancelReconnect();
}

function begin(core: Core, definition: ClientDefinition, go: (row: SocketRow, plan: DialPlan) => void): SocketRow {
  const { name, clientId, tapId, target, options = {} } = definition;
  const plan = planDial(target, options);
  const row = new SocketRow(core, { origin: 'dialled', name, clientId, tapId, target, options });
  try {
    go(row, plan);
  } catch (error) {
    core.captures.remove(row.capture);
    throw error;
  }
  return row;
}

function beginLife(row: SocketRow, plan: DialPlan): Life {
  let life: Life | undefined;
  try {
    const socket = plan.makeSocket((chunk) => life?.received(chunk));
    life = new Life(row, socket);
  } catch (error) {
    throw refusalOf(error);
  }
  row.life = life;
  row.timeoutMs = plan.timeoutMs;
  row.onTimeout = plan.onTimeout;
  if (plan.timeoutMs > 0) life.socket.setTimeout(plan.timeoutMs);
  if (!row.referenced) life.socket.unref();
  return life;
}

/**
 * Connects. Facts of the first moment (a UNIX socket's attempt is made within `connect()`) wait until Node has taken
 * the values; then `announce` reports the row, and they follow.
 */
function connect(life: Life, plan: DialPlan, start: DialStart, announce: () => void): void {
  const { core } = life.row;
  const { socket } = life;
  const startedAt = core.clock.now();
  const end = { socketId: life.socketId, life: life.number };
  life.situation = (error) => situationOfDial(life, plan, startedAt, error);
  life.dialledPath = plan.path;
  if (!plan.usesOnread) startReading(socket);
  listenToDialling(socket);
  if (start.paused) life.beginPaused();
  life.hold();
  if (plan.path !== undefined) core.pairing.pathDialled(end, plan.path);
  try {
    plan.connect(socket);
  } catch (error) {
    if (plan.path !== undefined) core.pairing.pathGone(end, plan.path);
    life.discard();
    throw refusalOf(error, life.situation(error));
  }
  life.dialled = true;
  if (plan.connectTimeoutMs > 0) life.connectTimer = setTimeout(() => giveUp(life, plan), plan.connectTimeoutMs);
  announce();
  life.release();
}

/** The connect timeout is ours, apart from the idle timeout: Node has none. It ends as the system's own would. */
function giveUp(life: Life, { path, host, port }: DialPlan): void {
  const error = new Error(`connect ETIMEDOUT ${path ?? `${host}:${port}`}`);
  life.socket.destroy(Object.assign(error, { code: 'ETIMEDOUT', syscall: 'connect' }));
}

function refuseAborted({ aborted }: DialStart): void {
  if (!aborted) return;
  const why = 'The signal was aborted beforehand. Node itself would report this and then connect all the same.';
  throw nodeRefusal('ABORT_ERR', 'The operation was aborted', undefined, why);
}
