import type { Failure } from '../../shared/contract/failures.ts';
import type { IdleAction, SocketId } from '../../shared/contract/fields.ts';
import type { Method } from '../../shared/contract/methods.ts';
import { useLab } from '../state/lab-store.ts';
import { select } from '../state/view-store.ts';
import { type Caller, failureFrom } from './caller.ts';

/** Acts that need nothing but the socket. */
export type SocketAct = Extract<
  Method,
  | 'socket.end'
  | 'socket.pause'
  | 'socket.resume'
  | 'socket.destroy'
  | 'socket.destroySoon'
  | 'socket.resetAndDestroy'
  | 'socket.cancel'
  | 'socket.cork'
  | 'socket.uncork'
  | 'socket.ref'
  | 'socket.unref'
  | 'socket.remove'
>;

/** What can be done to one end of a connection. */
export class SocketActions {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async act(socketId: SocketId, method: SocketAct): Promise<void> {
    await this.#caller.forSocket(socketId, () => this.#caller.call(method, { socketId }));
  }

  /** Sends bytes, given as base64. Answers whether they were taken. */
  async send(socketId: SocketId, data: string, thenEnd: boolean): Promise<boolean> {
    const bytes = { socketId, data, encoding: 'base64' };
    const done = await this.#caller.forSocket(socketId, async () => {
      await (thenEnd ? this.#caller.call('socket.end', bytes) : this.#caller.call('socket.write', bytes));
      return true;
    });
    return done === true;
  }

  /** Sets the idle timeout; answers the refusal, for the form to show. */
  async setTimeout(socketId: SocketId, timeoutMs: number, onTimeout: IdleAction): Promise<Failure | undefined> {
    try {
      await this.#caller.call('socket.setTimeout', { socketId, timeoutMs, onTimeout });
      return undefined;
    } catch (error) {
      return failureFrom(error);
    }
  }

  /** Dials a row again: same row, next life. */
  async dialAgain(socketId: SocketId): Promise<void> {
    await this.#caller.forSocket(socketId, () => this.#caller.call('socket.connect', { socketId }));
  }

  /** Dials a row that was never dialled, or the same target anew in a row of its own. */
  async dialOnceMore(socketId: SocketId): Promise<void> {
    const socket = useLab.getState().lab.sockets.get(socketId);
    const target = socket?.target;
    if (!socket || !target) return;
    if (socket.state === 'created') {
      await this.dialAgain(socketId);
      return;
    }
    const { name, clientId, options } = socket;
    const dialled = await this.#caller.forWindow(() =>
      this.#caller.call('socket.connect', { name, clientId, target, options }),
    );
    if (dialled) select(dialled.socketId, 'client');
  }
}
