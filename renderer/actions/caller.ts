// The way from a person's act to the contract, and from a refusal to the place where it is shown.
import { CallRefused, type Failure } from '../../shared/contract/failures.ts';
import type { ServerId, SocketId } from '../../shared/contract/fields.ts';
import type { Method, Params, Result } from '../../shared/contract/methods.ts';
import { useLab } from '../state/lab-store.ts';
import type { LabSession } from '../state/session.ts';
import { noteFailure, noteServerFailure, notify } from '../state/view-store.ts';

/** The failure behind whatever a call rejected with. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof CallRefused) return error.failure;
  return { code: 'PAGE_ERROR', message: error instanceof Error ? error.message : String(error) };
}

export class Caller {
  readonly #session: LabSession;

  constructor(session: LabSession) {
    this.#session = session;
  }

  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.#session.call(method, params);
  }

  /** Does something to a socket; a refusal is shown with that socket, and answered as undefined. */
  async forSocket<T>(socketId: SocketId, work: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work();
      noteFailure(socketId, undefined);
      return result;
    } catch (error) {
      // A row that is gone cannot show anything; the window can.
      if (useLab.getState().lab.sockets.has(socketId)) noteFailure(socketId, failureFrom(error));
      else this.say(error);
      return undefined;
    }
  }

  /** Does something to a server; a refusal is shown with that server. */
  async forServer(serverId: ServerId, work: () => Promise<unknown>): Promise<void> {
    noteServerFailure(serverId, undefined);
    try {
      await work();
    } catch (error) {
      noteServerFailure(serverId, failureFrom(error));
    }
  }

  /** Does something that belongs to no row; a refusal is shown as a notice, and answered as undefined. */
  async forWindow<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.say(error);
      return undefined;
    }
  }

  /** Says what went wrong where it belongs to nothing else. */
  say(error: unknown): void {
    const failure = failureFrom(error);
    notify('problem', failure.message, failure.why ?? failure.nodeMessage);
  }
}
