// The look-up and the attempts of one dial, out of its events (RFC 8305: the addresses of a name are tried one by one).
import type { LabEvent } from '../../../shared/contract/events.ts';
import { formatDuration, formatHostPort } from '../../../shared/format.ts';
import type { LoggedEvent } from '../../state/event-log.ts';

export interface Attempt {
  readonly key: string;
  readonly what: string;
  readonly result: string;
  /** Milliseconds from the start of the attempt to its result; undefined while it runs or when one of both was not seen. */
  readonly tookMs: number | undefined;
}

/** The attempts of a socket's present life, in order. Pure: the events and the life are all it knows. */
export function attemptsOf(events: readonly LoggedEvent[], life: number): readonly Attempt[] {
  const attempts: Attempt[] = [];
  const started = new Map<string, { readonly index: number; readonly at: number }>();
  const finish = (event: LabEvent & { ip: string; port?: number | undefined }, result: string) => {
    const key = `${event.ip} ${event.port}`;
    const start = started.get(key);
    const entry = { key, what: placeOf(event.ip, event.port), result, tookMs: start && event.at - start.at };
    if (start) attempts[start.index] = entry;
    else attempts.push(entry);
  };
  for (const { event } of events) {
    if (!('life' in event) || event.life !== life) continue;
    switch (event.type) {
      case 'socket.lookup': {
        const found = event.failure ? event.failure.code : (event.address ?? 'nothing');
        attempts.push({
          key: `lookup ${event.host} ${found}`,
          what: `look-up of ${event.host}`,
          result: found,
          tookMs: undefined,
        });
        break;
      }
      case 'socket.connectionAttempt':
        started.set(`${event.ip} ${event.port}`, { index: attempts.length, at: event.at });
        attempts.push({
          key: `${event.ip} ${event.port}`,
          what: placeOf(event.ip, event.port),
          result: 'no answer yet',
          tookMs: undefined,
        });
        break;
      case 'socket.connectionAttemptFailed':
        finish(event, event.failure.code);
        break;
      case 'socket.connectionAttemptTimeout':
        finish(event, 'no answer in time, the next was tried');
        break;
      case 'socket.connect': {
        const { remote } = event;
        const last = remote && 'address' in remote ? started.get(`${remote.address} ${remote.port}`) : undefined;
        const entry = last && attempts[last.index];
        if (last && entry) attempts[last.index] = { ...entry, result: 'connected', tookMs: event.at - last.at };
        break;
      }
      default:
    }
  }
  return attempts;
}

const placeOf = (ip: string, port: number | undefined) => (port === undefined ? ip : formatHostPort(ip, port));

export const tookText = (tookMs: number | undefined) => (tookMs === undefined ? '' : formatDuration(tookMs));
