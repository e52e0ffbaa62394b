// What facts about taps, faults and mocks change.
import type { EventOf, LabEvent } from '../contract/events.ts';
import type { MockCounts, Socket } from '../contract/records.ts';
import type { Draft } from './lab-state.ts';

type TapEvent = Extract<LabEvent, { type: `tap.${string}` }>;

export const isTapEvent = (event: LabEvent): event is TapEvent => event.type.startsWith('tap.');

/** What one fact about a tap changes. */
export function applyTapEvent(draft: Draft, event: TapEvent): void {
  if (event.type === 'tap.created' || event.type === 'tap.updated') {
    draft.putTap(event.tap);
    return;
  }
  if (event.type === 'tap.removed') {
    draft.removeTap(event.tapId);
    return;
  }
  const tap = event.tapId === undefined ? undefined : draft.tap(event.tapId);
  if (event.type === 'tap.refused') {
    if (!tap) return;
    tap.refused++;
    tap.failure = event.failure;
    return;
  }
  const [client, upstream] = [draft.socket(event.clientSocketId), draft.socket(event.upstreamSocketId)];
  if (client) client.joinedSocketId = event.upstreamSocketId;
  if (upstream) upstream.joinedSocketId = event.clientSocketId;
  if (!tap) return;
  tap.joined++;
  delete tap.failure;
}

/** The faults at work on a socket, and how many of its chunks wait in the tray. */
export function applyToFaults(
  socket: Socket,
  event: EventOf<'fault.applied' | 'fault.cleared' | 'hold.held' | 'hold.forwarded' | 'hold.discarded'>,
): void {
  switch (event.type) {
    case 'fault.applied': {
      const { faultId, fault, from, active } = event;
      socket.faults = [...(socket.faults ?? []), { faultId, fault, from, active }];
      break;
    }
    case 'fault.cleared':
      socket.faults = (socket.faults ?? []).filter(({ faultId }) => faultId !== event.faultId);
      break;
    case 'hold.held':
      socket.held = (socket.held ?? 0) + 1;
      break;
    default:
      socket.held = Math.max(0, (socket.held ?? 0) - 1);
  }
}

/** The counters of a mock. */
export function countMock(draft: Draft, event: EventOf<'mock.rule-fired' | 'mock.unmatched'>): void {
  const server = draft.server(event.serverId);
  if (!server) return;
  const counts: MockCounts = server.mockCounts ?? { rules: {}, unmatched: 0 };
  const times = event.times ?? 1;
  if (event.type === 'mock.unmatched') {
    server.mockCounts = { ...counts, unmatched: counts.unmatched + times };
    return;
  }
  const before = counts.rules[event.ruleId]?.times ?? 0;
  const rules = { ...counts.rules, [event.ruleId]: { times: before + times, lastAt: event.at } };
  server.mockCounts = { ...counts, rules };
}
