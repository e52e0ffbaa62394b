import type { TapId } from '../../../shared/contract/fields.ts';
import type { Method } from '../../../shared/contract/methods.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import type { Caller, Core } from '../core.ts';
import { refusal } from '../failures.ts';
import { removeServer } from '../servers/stopping.ts';
import { applyServerFaults } from '../servers/turning-away.ts';
import { refuseLoop } from '../taps/loops.ts';
import { createTap, startTap, stopTap } from '../taps/starting.ts';
import type { TapRow } from '../taps/tap-row.ts';

type TapMethod = Extract<Method, `tap.${string}`>;

/** Taps: starting, changing, stopping. */
export function tapHandlers(core: Core): Pick<Handlers<Caller>, TapMethod> {
  const rowOf = (tapId: TapId): TapRow => {
    const row = core.taps.get(tapId);
    if (!row) throw refusal('UNKNOWN_TAP');
    return row;
  };
  return {
    'tap.create': ({ tapId, serverId, ...definition }) => {
      const row = createTap(core, definition, { tapId, serverId });
      return { tapId: row.tapId, serverId: row.server.serverId };
    },
    'tap.start': (params) => startTap(core, 'tapId' in params ? rowOf(params.tapId) : params),
    'tap.update': async ({ tapId, ...changes }) => {
      const row = rowOf(tapId);
      if (changes.target) refuseLoop(core, row.server.listen, changes.target, row);
      row.change(changes);
      await applyServerFaults(row.server);
      return {};
    },
    'tap.stop': ({ tapId }) => {
      stopTap(rowOf(tapId));
      return {};
    },
    'tap.remove': async ({ tapId }) => {
      await removeServer(rowOf(tapId).server);
      return {};
    },
  };
}
