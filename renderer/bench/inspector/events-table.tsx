import { useMemo, useSyncExternalStore } from 'react';
import type { Connection } from '../../../shared/model/connections.ts';
import { wallClock } from '../../state/clock.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';
import { clockText } from '../stream/chunk-row.tsx';
import { eventSentence } from '../stream/stream-events.ts';
import { eventDetail } from './event-detail.ts';
import style from './inspector.module.css';

const MOST_SHOWN = 400;

/** Everything Node has reported about both ends of a connection, as it came. */
export function EventsTable({ connection }: { connection: Connection }) {
  const { events } = useSession();
  const version = useSyncExternalStore(events.subscribe, () => events.version);
  const sockets = useLab((s) => s.lab.sockets);
  const { client, server } = connection;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the log has changed
  const logged = useMemo(() => events.of([client, server]), [events, client, server, version]);
  const shown = logged.slice(-MOST_SHOWN);
  const missing = events.droppedOf([client, server]) + logged.length - shown.length;
  if (logged.length === 0) return <p className={style.empty}>Nothing has been reported since this page was opened.</p>;
  return (
    <div className={style.tableScroller} data-testid="events">
      <table className={style.table}>
        <caption className="visually-hidden">Events of this connection, oldest first</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">End</th>
            <th scope="col">Event</th>
            <th scope="col">What happened</th>
            <th scope="col">Details</th>
          </tr>
        </thead>
        <tbody>
          {missing > 0 && (
            <tr>
              <td colSpan={5}>{missing} earlier events are not listed</td>
            </tr>
          )}
          {shown.map(({ number, event }) => {
            const socketId = 'socketId' in event ? event.socketId : undefined;
            const origin = socketId === undefined ? undefined : sockets.get(socketId)?.origin;
            return (
              <tr key={number} data-event={event.type} data-provenance="observed">
                <td className="mono">{clockText(wallClock(event.at))}</td>
                <td>{socketId === server ? 'server' : 'client'}</td>
                <td className="mono">{event.type.replace('socket.', '')}</td>
                <td>{sentenceOf(event, origin ?? 'dialled')}</td>
                <td className="mono">{eventDetail(event)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function sentenceOf(...args: Parameters<typeof eventSentence>): string {
  const sentence = eventSentence(...args);
  return sentence === args[0].type ? '' : sentence;
}
