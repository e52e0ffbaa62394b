import { useMemo, useSyncExternalStore } from 'react';
import type { EventOf } from '../../../shared/contract/events.ts';
import type { ServerId } from '../../../shared/contract/fields.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';

export type MockEvent = EventOf<'mock.rule-fired' | 'mock.unmatched'>;

const MOST = 200;

/** What the mock of a server has decided about messages lately, the newest first. */
export function useMockEvents(serverId: ServerId): readonly MockEvent[] {
  const { events } = useSession();
  const version = useSyncExternalStore(events.subscribe, () => events.version);
  const sockets = useLab((s) => s.lab.sockets);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the log holds
  return useMemo(() => {
    const ids = [...sockets.values()].filter((s) => s.serverId === serverId).map((s) => s.socketId);
    const own: MockEvent[] = [];
    for (const { event } of events.of(ids).toReversed()) {
      if (event.type === 'mock.rule-fired' || event.type === 'mock.unmatched') own.push(event);
      if (own.length === MOST) break;
    }
    return own;
  }, [events, version, sockets, serverId]);
}
