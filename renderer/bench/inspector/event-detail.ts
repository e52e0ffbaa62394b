import type { LabEvent } from '../../../shared/contract/events.ts';
import { formatEndpoint } from '../../../shared/format.ts';

const shownElsewhere: ReadonlySet<string> = new Set([
  'type',
  'at',
  'socketId',
  'life',
  'socket',
  'server',
  'failure',
  'local',
  'remote',
]);

/** The facts of an event that its sentence does not say, as `name value` pairs. */
export function eventDetail(event: LabEvent): string {
  const parts: string[] = [];
  if ('local' in event && event.local) parts.push(`local ${formatEndpoint(event.local)}`);
  if ('failure' in event && event.failure) parts.push(event.failure.nodeMessage ?? event.failure.code);
  for (const [name, value] of Object.entries(event)) {
    if (!shownElsewhere.has(name) && typeof value !== 'object') parts.push(`${name} ${String(value)}`);
  }
  if ('life' in event && event.life > 1) parts.push(`life ${event.life}`);
  return parts.join(' · ');
}
