// One tap: a server whose clients are each joined to a connection of their own to the target.
import type { SocketOptions, Target } from '../../../shared/contract/dial-options.ts';
import { socketOptions } from '../../../shared/contract/dial-options.ts';
import type { Failure } from '../../../shared/contract/failures.ts';
import type { TapId } from '../../../shared/contract/fields.ts';
import type { ServerOptions } from '../../../shared/contract/listen-options.ts';
import { serverOptions } from '../../../shared/contract/listen-options.ts';
import type { TapDefinition } from '../../../shared/contract/methods/mock.ts';
import type { Tap } from '../../../shared/contract/records.ts';
import type { FaultSettings } from '../../../shared/faults/index.ts';
import type { Core } from '../core.ts';
import type { ServerRow } from '../servers/server-row.ts';
import { planDial } from '../sockets/dial-plan.ts';
import type { Policy } from './relay.ts';

export interface TapChanges {
  readonly name?: string | undefined;
  readonly target?: Target | undefined;
  readonly faults?: readonly FaultSettings[] | undefined;
  readonly passFin?: boolean | undefined;
  readonly passReset?: boolean | undefined;
  readonly onRefuse?: 'close' | 'reset' | undefined;
}

/** Those of the options that one side knows. */
function known<T extends object>(options: Readonly<Record<string, unknown>>, entries: object): T {
  return Object.fromEntries(
    Object.entries(options).filter(([key, value]) => key in entries && value !== undefined),
  ) as T;
}

export class TapRow {
  readonly core: Core;
  readonly tapId: TapId;
  readonly options: TapDefinition['options'];
  readonly dialOptions: SocketOptions;
  /** The options of the server: it must not finish by itself what only the tap may finish. */
  readonly listenOptions: ServerOptions;
  name: string;
  target: Target;
  faults: readonly FaultSettings[];
  policy: Policy & { readonly onRefuse: 'close' | 'reset' };
  /** A connection has come back to this tap. Nobody is passed on any more, until it has another target or is started anew. */
  loop: Failure | undefined;
  #server: ServerRow | undefined;

  /** Throws what Node or the engine refuses about the target. `wanted` is the number of a removed tap. */
  constructor(core: Core, definition: TapDefinition, wanted?: TapId) {
    const { options = {}, target, passFin = true, passReset = true, onRefuse = 'reset' } = definition;
    this.core = core;
    this.options = definition.options;
    this.dialOptions = known<SocketOptions>(options, socketOptions.entries);
    this.listenOptions = { ...known<ServerOptions>(options, serverOptions.entries), allowHalfOpen: true };
    planDial(target, this.dialOptions);
    this.tapId = wanted !== undefined && core.isFree(wanted) ? wanted : core.nextId<TapId>();
    this.name = definition.name ?? `tap-${this.tapId}`;
    this.target = target;
    this.faults = definition.faults ?? [];
    this.policy = { passFin, passReset, onRefuse, reply: true };
  }

  get server(): ServerRow {
    if (!this.#server) throw new Error(`tap ${this.tapId} has no server yet`);
    return this.#server;
  }
  set server(server: ServerRow) {
    this.#server = server;
  }

  register(): void {
    this.core.taps.set(this.tapId, this);
    this.core.emit({ type: 'tap.created', tapId: this.tapId, tap: this.record() });
  }

  /** Changes what is given. A new target is for new connections. Everything is checked before anything changes. */
  change(changes: TapChanges): void {
    if (changes.target) planDial(changes.target, this.dialOptions);
    this.name = changes.name ?? this.name;
    this.target = changes.target ?? this.target;
    if (changes.target) this.loop = undefined;
    const { passFin, passReset, onRefuse } = this.policy;
    this.policy = {
      passFin: changes.passFin ?? passFin,
      passReset: changes.passReset ?? passReset,
      onRefuse: changes.onRefuse ?? onRefuse,
      reply: true,
    };
    if (changes.faults) {
      this.faults = changes.faults;
      for (const { life } of this.server.sockets) life.faultLine().replace('tap', changes.faults);
    }
    this.core.emit({ type: 'tap.updated', tapId: this.tapId, tap: this.record() });
  }

  record(): Tap {
    const before = this.core.lab.taps.get(this.tapId);
    const { tapId, name, target, options, faults } = this;
    const { passFin, passReset, onRefuse } = this.policy;
    return {
      tapId,
      name,
      serverId: this.server.serverId,
      target,
      ...(options && { options: { ...options } }),
      faults: [...faults],
      passFin,
      passReset,
      onRefuse,
      joined: before?.joined ?? 0,
      refused: before?.refused ?? 0,
      ...(before?.failure && { failure: before.failure }),
    };
  }
}
