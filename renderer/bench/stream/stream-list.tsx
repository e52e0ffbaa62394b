import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatCount } from '../../../shared/format.ts';
import { eventSentence } from '../../../shared/model/event-sentences.ts';
import { useCommands } from '../../commands/commands-context.tsx';
import { linkEvent, useSelectionLink } from '../../state/selection-link.ts';
import { Button } from '../../ui/button.tsx';
import { ContextMenu } from '../../ui/menu.tsx';
import { useScrolledBy } from '../../ui/use-scrolled-by.ts';
import { MatchIndex, selectedMark } from './byte-marks.ts';
import { chunkMenu } from './chunk-menu.ts';
import { ChunkRow } from './chunk-row.tsx';
import { Rows } from './rows.ts';
import { ScrollMarks } from './scroll-marks.tsx';
import style from './stream.module.css';
import { onStreamKey } from './stream-keys.ts';
import type { LoadedStream, StreamItem, StreamModel } from './stream-model.ts';
import type { StreamSettings } from './stream-settings.ts';
import { showList, shownList } from './stream-shown.ts';
import { isFiltering, setCursor, spanOf, useStreamState } from './stream-state.ts';
import { timesOf, turnOf } from './stream-times.ts';
import { chooseUnder, usePointerSelection } from './use-pointer-selection.ts';

/** Within this many pixels of the end, the view follows what comes. */
const NEAR_END = 5;
const NEAR_START = 200;

export interface StreamListProps {
  readonly model: StreamModel;
  readonly view: LoadedStream;
  readonly items: readonly StreamItem[];
  readonly socket: Socket;
  readonly settings: StreamSettings;
}

/** The rows of the Stream: drawn a screen at a time, following the newest or standing still under what is read. */
export function StreamList({ model, view, items, socket, settings }: StreamListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const rows = useMemo(
    () => new Rows(items, { view: settings.view, columns: settings.columns }),
    [items, settings.view, settings.columns],
  );
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 19,
    getItemKey: (i) => rows.key(i),
    overscan: 12,
  });
  /** The row at the top of what is read, and how far it is scrolled: what must not move. */
  const reading = useRef({ key: 0, delta: 0 });
  const last = useRef({ top: 0, rows });
  const scrolledBy = useScrolledBy(scroller);

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows change with what is loaded and how it is shown
  useLayoutEffect(() => {
    if (following) {
      virtual.scrollToIndex(rows.count - 1, { align: 'end' });
      return;
    }
    const at = rows.rowOfKey(reading.current.key);
    const start = at < 0 ? undefined : virtual.measurementsCache[at]?.start;
    if (start === undefined) return;
    const wanted = start + reading.current.delta;
    if (Math.abs(wanted - (scroller.current?.scrollTop ?? 0)) > 1) virtual.scrollToOffset(wanted);
  }, [following, rows]);

  const setFollow = (on: boolean) => {
    if (on === following) return;
    setFollowing(on);
    model.follow(on);
  };
  const note = () => {
    const top = scroller.current?.scrollTop ?? 0;
    const row = virtual.getVirtualItemForOffset(top);
    if (row) reading.current = { key: row.key as number, delta: top - row.start };
  };
  const onScroll = ({ timeStamp }: { timeStamp: number }) => {
    const { scrollTop, scrollHeight, clientHeight } = scroller.current as HTMLDivElement;
    note();
    // Following goes up by itself only where rows have changed: where none has, it is a person, by whatever means.
    const up = scrollTop < last.current.top - 1 && (rows === last.current.rows || scrolledBy.person(timeStamp));
    last.current = { top: scrollTop, rows };
    const atEnd = scrollHeight - scrollTop - clientHeight <= NEAR_END;
    if (atEnd && view.unseen > 0) model.loadNewer().catch(() => {});
    else if (atEnd) setFollow(true);
    else if (up) setFollow(false);
    if (scrollTop < NEAR_START && !view.fromStart && !following) model.loadOlder().catch(() => {});
  };
  const toEnd = useCallback(() => {
    setFollowing(true);
    model.toEnd().catch(() => {});
  }, [model]);
  const latest = useRef(rows);
  latest.current = rows;
  useEffect(
    () =>
      showList({
        get rows() {
          return latest.current;
        },
        focus: () => scroller.current?.focus(),
        toEnd,
        toStart: () => {
          setFollowing(false);
          model.toStart().then(
            () => virtual.scrollToIndex(0),
            () => {},
          );
        },
        async reveal(index, offset) {
          setFollowing(false);
          await model.toChunk(index);
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const row = latest.current.rowOf(index, offset);
          if (row !== undefined) virtual.scrollToIndex(row, { align: 'auto' });
        },
      }),
    [model, toEnd, virtual],
  );
  const pointer = usePointerSelection(scroller);
  const marksOf = useMarks();
  const book = useCommands();
  const cursor = useStreamState((s) => s.cursor);
  const filtering = useStreamState((s) => isFiltering(s.filter));
  const link = useSelectionLink((s) => (s.linked?.socketId === socket.socketId ? s.linked : undefined));
  const linked = link?.kind === 'event' ? link.number : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen elsewhere is shown once, when this opens
  useEffect(() => {
    if (link?.kind === 'chunk') {
      setCursor(link.index);
      void shownList()?.reveal(link.index);
    }
    const row = linked === undefined ? -1 : rows.rowOfKey(-1 - linked);
    if (row < 0) return;
    setFollow(false);
    virtual.scrollToIndex(row, { align: 'center' });
  }, []);
  const waiting = following ? 0 : view.unseen;
  return (
    <>
      {view.droppedBytes > 0 && (
        <p className={style.overflow} data-testid="stream-overflow">
          Oldest {formatBytes(view.droppedBytes)} not kept
        </p>
      )}
      <div className={style.listFrame}>
        <ContextMenu entries={() => chunkMenu(book)}>
          <div
            ref={scroller}
            className={style.scroller}
            tabIndex={0}
            role="region"
            aria-label="Stream"
            data-testid="stream-list"
            data-following={following}
            data-view={settings.view}
            onScroll={onScroll}
            onKeyDown={onStreamKey}
            onContextMenu={({ target }) => chooseUnder(target)}
            {...pointer}
          >
            <div className={style.content} style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map((drawn) => {
                const row = rows.row(drawn.index);
                if (!row) return null;
                const { item } = row;
                return (
                  <div
                    key={drawn.key as number}
                    ref={virtual.measureElement}
                    data-index={drawn.index}
                    className={style.item}
                    style={{ transform: `translateY(${drawn.start}px)` }}
                  >
                    {item.kind === 'chunk' ? (
                      <ChunkRow
                        chunk={item}
                        start={row.start}
                        end={row.end}
                        first={row.first}
                        origin={socket.origin}
                        serverId={socket.serverId}
                        settings={settings}
                        times={row.first ? timesOf(items, row.at, socket.connectedAt) : noTimes}
                        marks={marksOf(item)}
                        cursor={item.index === cursor}
                        turn={settings.view === 'turns' ? turnOf(items, row.at) : undefined}
                      />
                    ) : (
                      // biome-ignore lint/a11y/useKeyWithClickEvents: the Events tab does the same by keyboard
                      <p
                        className={`${style.fact} ${item.logged.number === linked ? style.linked : ''}`}
                        data-event={item.logged.event.type}
                        data-linked={item.logged.number === linked || undefined}
                        data-provenance="observed"
                        onClick={() => {
                          setCursor(undefined);
                          linkEvent({
                            kind: 'event',
                            socketId: socket.socketId,
                            number: item.logged.number,
                            at: item.at,
                          });
                        }}
                      >
                        {eventSentence(item.logged.event, socket.origin)}
                      </p>
                    )}
                  </div>
                );
              })}
            </div>
          </div>
        </ContextMenu>
        <ScrollMarks rows={rows} />
        {!view.fromStart && !following && (
          <Button small className={style.toStart ?? ''} onClick={() => void model.toStart().catch(() => {})}>
            ↑ To the start
          </Button>
        )}
        {!following && (
          <Button small className={style.jump ?? ''} testId="stream-new" onClick={toEnd}>
            {waiting === 0 ? '↓ To the end' : filtering ? '↓ New' : `↓ ${formatCount(waiting)} new`}
          </Button>
        )}
      </div>
    </>
  );
}

const noTimes = { connect: undefined, previous: undefined, turn: undefined };

/** The marks of a chunk: what is selected and what was found in it. */
function useMarks() {
  const selection = useStreamState((s) => s.selection);
  const result = useStreamState((s) => (s.find.open ? s.find.result : undefined));
  const current = useStreamState((s) => s.find.current);
  const index = useMemo(() => new MatchIndex(result?.matches ?? []), [result]);
  const span = useMemo(() => spanOf(selection), [selection]);
  return (chunk: Extract<StreamItem, { kind: 'chunk' }>) => [
    ...index.marks(chunk, current),
    ...selectedMark(chunk.index, chunk.bytes.length, span),
  ];
}
