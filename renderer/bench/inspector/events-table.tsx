import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { formatCounted } from '../../../shared/format.ts';
import type { Connection } from '../../../shared/model/connections.ts';
import { eventSentence } from '../../../shared/model/event-sentences.ts';
import { wallClock } from '../../state/clock.ts';
import type { LoggedEvent } from '../../state/event-log.ts';
import { useLab } from '../../state/lab-store.ts';
import { type LinkedEvent, linkEvent, useSelectionLink } from '../../state/selection-link.ts';
import { useSession } from '../../state/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import { clockText } from '../stream/chunk-row.tsx';

import { eventDetail } from './event-detail.ts';
import style from './events-table.module.css';

const ROW_HEIGHT = 24;
const OVERSCAN = 10;
const PAGE = 15;
/** Within this many pixels of the end, the table follows what comes. */
const NEAR_END = 5;
const titles = ['Time', '+ ms', 'End', 'Event', 'What happened', 'Details'] as const;

/** Everything Node has reported about both ends of a connection, as it came. Only the rows in sight are in the document. */
export function EventsTable({ connection }: { connection: Connection }) {
  const { events } = useSession();
  const version = useSyncExternalStore(events.subscribe, () => events.version);
  const { client, server } = connection;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the log has changed
  const logged = useMemo(() => events.of([client, server]), [events, client, server, version]);
  const missing = events.droppedOf([client, server]);
  if (logged.length === 0) return <p className={style.empty}>Nothing has been reported about this connection.</p>;
  return <Table key={connection.id} connection={connection} logged={logged} missing={missing} />;
}

function Table({
  connection,
  logged,
  missing,
}: {
  connection: Connection;
  logged: readonly LoggedEvent[];
  missing: number;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const linked = useSelectionLink((link) => link.linked);
  const virtual = useVirtualizer({
    count: logged.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  useEffect(() => {
    if (following && logged.length > 0) virtual.scrollToIndex(logged.length - 1, { align: 'end' });
  }, [following, logged.length, virtual]);
  const at = linked?.kind === 'event' ? logged.findIndex(({ number }) => number === linked.number) : -1;
  // What is selected elsewhere comes into sight here: the event itself, or the last one before a chunk.
  const goal = at >= 0 ? at : chunkPlace(linked, logged, connection);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another thing is selected, not when rows come
  useEffect(() => {
    if (goal < 0) return;
    setFollowing(goal === logged.length - 1);
    virtual.scrollToIndex(goal);
  }, [linked]);

  function go(to: number): void {
    const entry = logged[Math.min(Math.max(to, 0), logged.length - 1)];
    if (!entry || !('socketId' in entry.event)) return;
    const { number, event } = entry;
    linkEvent({ kind: 'event', socketId: event.socketId as SocketId, number, at: event.at });
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
    const step = steps[event.key];
    if (step !== undefined) go(at < 0 ? logged.length - 1 : at + step);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(logged.length - 1);
    else return;
    event.preventDefault();
  }
  const items = virtual.getVirtualItems();
  const shown = items.map((item) => item.index);
  if (at >= 0 && !shown.includes(at)) shown.push(at); // what is pointed at stays in the document
  const start = logged[0]?.event.at ?? 0;
  return (
    <div className={style.pane}>
      {missing > 0 && (
        <p className={style.note}>
          {formatCounted(missing, 'earlier event')} {missing === 1 ? 'is' : 'are'} not kept.
        </p>
      )}
      <div
        ref={scroller}
        className={style.scroller}
        role="grid"
        tabIndex={0}
        aria-label="Events of this connection, oldest first"
        aria-rowcount={logged.length + 1}
        aria-colcount={titles.length}
        aria-activedescendant={at >= 0 ? rowId(logged[at]?.number) : undefined}
        data-testid="events"
        data-following={following}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
          setFollowing(scrollHeight - scrollTop - clientHeight <= NEAR_END)
        }
      >
        <div className={style.head} role="row" aria-rowindex={1}>
          {titles.map((title) => (
            <span key={title} role="columnheader" className={title === '+ ms' ? style.number : undefined}>
              {title}
            </span>
          ))}
        </div>
        <div className={style.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {shown.map((index) => {
            const entry = logged[index];
            return (
              entry && (
                <EventRow
                  key={entry.number}
                  entry={entry}
                  index={index}
                  since={entry.event.at - start}
                  connection={connection}
                  selected={index === at}
                  onSelect={() => {
                    go(index);
                    scroller.current?.focus({ preventScroll: true });
                  }}
                />
              )
            );
          })}
        </div>
      </div>
      {!following && (
        <Button small className={style.jump ?? ''} onClick={() => setFollowing(true)}>
          ↓ To the end
        </Button>
      )}
    </div>
  );
}

interface EventRowProps {
  readonly entry: LoggedEvent;
  readonly index: number;
  /** Milliseconds since the first event of the table. */
  readonly since: number;
  readonly connection: Connection;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

function EventRow({ entry, index, since, connection, selected, onSelect }: EventRowProps) {
  const { number, event } = entry;
  const socketId = 'socketId' in event ? event.socketId : undefined;
  const origin = useLab((s) => (socketId === undefined ? undefined : s.lab.sockets.get(socketId as SocketId)?.origin));
  const detail = eventDetail(event);
  const sentence = eventSentence(event, origin ?? 'dialled');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      id={rowId(number)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={selected ? style.rowSelected : style.row}
      style={{ transform: `translateY(${index * ROW_HEIGHT}px)` }}
      data-event={event.type}
      data-provenance="observed"
      data-sequence={number}
      tabIndex={-1}
      onClick={onSelect}
    >
      <span role="gridcell" className="mono">
        {clockText(wallClock(event.at))}
      </span>
      <span role="gridcell" className={`mono ${style.number}`}>
        {since.toFixed(1)}
      </span>
      <span role="gridcell">{socketId === connection.server ? 'server' : 'client'}</span>
      <span role="gridcell" className="mono">
        {event.type.replace('socket.', '')}
      </span>
      <span role="gridcell" title={sentence}>
        {sentence}
      </span>
      <span role="gridcell" className="mono" title={detail}>
        {detail}
      </span>
    </div>
  );
}

/** The last event before a chunk of this connection that is selected elsewhere; -1 when none is. */
function chunkPlace(linked: LinkedEvent | undefined, logged: readonly LoggedEvent[], connection: Connection): number {
  if (linked?.kind !== 'chunk') return -1;
  if (linked.socketId !== connection.client && linked.socketId !== connection.server) return -1;
  return logged.findLastIndex(({ event }) => event.at <= linked.at);
}

const rowId = (number: number | undefined) => `event-${number}`;
