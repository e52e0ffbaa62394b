// Everything a person can do, by what it is done to. Components, commands and menus call these and nothing else.
import type { Method, Params, Result } from '../../shared/contract/methods.ts';
import type { LabSession } from '../state/session.ts';
import { Caller } from './caller.ts';
import { ClientActions } from './client-actions.ts';
import { DocumentActions } from './document-actions.ts';
import { FaultActions } from './fault-actions.ts';
import { echoPlayground } from './playground.ts';
import { ServerActions } from './server-actions.ts';
import { SocketActions } from './socket-actions.ts';
import { TapActions } from './tap-actions.ts';

export class Actions {
  readonly session: LabSession;
  readonly caller: Caller;
  readonly sockets: SocketActions;
  readonly servers: ServerActions;
  readonly clients: ClientActions;
  readonly document: DocumentActions;
  readonly faults: FaultActions;
  readonly taps: TapActions;

  constructor(session: LabSession) {
    this.session = session;
    this.caller = new Caller(session);
    this.sockets = new SocketActions(this.caller);
    this.clients = new ClientActions(this.caller);
    this.servers = new ServerActions(this.caller, this.clients);
    this.document = new DocumentActions(this.caller);
    this.faults = new FaultActions(this.caller);
    this.taps = new TapActions(this.caller);
  }

  /** Calls the contract. Rejects with the refusal, for the caller to show. */
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.caller.call(method, params);
  }

  echoPlayground(): Promise<void> {
    return echoPlayground(this.caller, this.servers, this.clients);
  }
}
