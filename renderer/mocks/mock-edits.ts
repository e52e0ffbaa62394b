// Edits of a mock: checked here, shown at once, sent to the engine, and noted so that they can be undone.
import * as v from 'valibot';
import { create } from 'zustand';
import type { ServerId } from '../../shared/contract/fields.ts';
import type { Server } from '../../shared/contract/records.ts';
import { type Mock, mock as mockSchema } from '../../shared/mocks/mock.ts';
import type { Actions } from '../actions/actions.ts';
import { useLab } from '../state/lab-store.ts';

/** Edits the engine has been told of and has not confirmed: what is edited next must not forget them. */
const usePending = create<{ readonly mocks: ReadonlyMap<ServerId, Mock> }>()(() => ({ mocks: new Map() }));
const nothing: Mock = {};
/** After this time the engine's word holds, whatever was hoped for. */
const PENDING_MS = 2_000;

/** The mock of a server with the edits that are on their way. */
export const useMock = ({ serverId, mock }: Server): Mock =>
  usePending((s) => s.mocks.get(serverId)) ?? mock ?? nothing;

export function mockNow(serverId: ServerId): Mock {
  return usePending.getState().mocks.get(serverId) ?? useLab.getState().lab.servers.get(serverId)?.mock ?? nothing;
}

/** What a form calls with the next value of its part; answers why it cannot be, to be shown with the field. */
export type Change<T> = (next: T) => string | undefined;

/**
 * Changes the mock of a server as one edit; a running server applies it to new messages at once. Answers what is wrong
 * with it, and changes nothing then.
 */
export function changeMock(
  actions: Actions,
  serverId: ServerId,
  title: string,
  change: (mock: Mock) => Mock,
): string | undefined {
  const server = useLab.getState().lab.servers.get(serverId);
  if (!server) return 'This mock is no longer there.';
  const before = mockNow(serverId);
  const checked = v.safeParse(mockSchema, withoutUndefined(change(before)));
  if (!checked.success) return checked.issues[0].message;
  const next = checked.output;
  if (same(before, next)) return undefined;
  put(serverId, next);
  const done = actions.caller.forServer(serverId, () =>
    actions.servers.change({ ...server, mock: before }, { mock: next }, `${title} of “${server.name}”`),
  );
  void done.then(() => setTimeout(() => drop(serverId, next), PENDING_MS));
  return undefined;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Keys that stand for nothing must not be there: the contract knows no undefined. */
function withoutUndefined(value: Mock): Mock {
  return JSON.parse(JSON.stringify(value)) as Mock;
}

function put(serverId: ServerId, mock: Mock): void {
  usePending.setState(({ mocks }) => ({ mocks: new Map(mocks).set(serverId, mock) }));
}
function drop(serverId: ServerId, mock: Mock): void {
  const { mocks } = usePending.getState();
  if (mocks.get(serverId) !== mock) return;
  const rest = new Map(mocks);
  rest.delete(serverId);
  usePending.setState({ mocks: rest });
}

// The engine has confirmed an edit, or refused it.
useLab.subscribe(({ lab }) => {
  for (const [serverId, mock] of usePending.getState().mocks) {
    if (same(lab.servers.get(serverId)?.mock, mock)) drop(serverId, mock);
  }
});
