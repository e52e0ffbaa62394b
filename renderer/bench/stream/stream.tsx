import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatCount } from '../../../shared/format.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { onPaint } from '../../state/clock.ts';
import { useSession } from '../../state/session-context.tsx';
import { type StreamMode, useView } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChunkRow } from './chunk-row.tsx';
import style from './stream.module.css';
import { eventSentence } from './stream-events.ts';
import { StreamModel, type StreamView } from './stream-model.ts';

/** Within this many pixels of the end, the view follows what comes. */
const NEAR_END = 5;
const NEAR_START = 200;

/** The bytes of one end, in order, both directions. */
export function Stream({ socket }: { socket: Socket }) {
  const { socketId } = socket;
  const actions = useActions();
  const session = useSession();
  const model = useMemo(
    () => new StreamModel(socketId, (params) => actions.call('capture.read', params), session.events),
    [actions, session, socketId],
  );
  const view = useSyncExternalStore(model.subscribe, model.view);
  const mode = useView((v) => v.streamMode);
  const facts = useView((v) => v.streamEvents);
  usePoking(model, socket);
  const items = useMemo(
    () => (facts ? view.items : view.items.filter((item) => item.kind === 'chunk')),
    [facts, view.items],
  );
  return (
    <div className={style.pane} data-testid="stream">
      {!view.fromStart && (
        <Button look="quiet" small className={style.toStart ?? ''} onClick={() => void model.toStart()}>
          ↑ To the start
        </Button>
      )}
      {items.length === 0 ? (
        <StreamEmpty socket={socket} view={view} />
      ) : (
        <StreamList key={socketId} model={model} view={view} items={items} mode={mode} origin={socket.origin} />
      )}
    </div>
  );
}

/** Looks for new chunks while counters move, and at once when the socket changes. */
function usePoking(model: StreamModel, socket: Socket): void {
  const latest = useRef(socket);
  latest.current = socket;
  useEffect(() => {
    let seen = -1;
    const look = () => {
      const { counts, life } = latest.current;
      const now = life * 1e9 + counts.chunksReceived + counts.chunksSent;
      if (now === seen) return;
      seen = now;
      // A socket that is gone meanwhile has no capture; its view goes with it.
      model.poke().catch(() => {});
    };
    look();
    return onPaint(look);
  }, [model]);
  useEffect(() => {
    if (socket.state) model.poke().catch(() => {});
  }, [model, socket.state]);
}

function StreamEmpty({ socket, view }: { socket: Socket; view: StreamView }) {
  if (!view.loaded) return <div className={style.empty} />;
  if (view.droppedBytes > 0) {
    return (
      <div className={style.empty}>
        <p>
          <strong>Bytes were counted but not kept.</strong> {formatBytes(view.droppedBytes)} passed.
        </p>
      </div>
    );
  }
  const text =
    socket.state === 'created'
      ? 'Not dialled yet.'
      : isOver(socket.state)
        ? 'No bytes were exchanged.'
        : 'Connected. No bytes yet in either direction.';
  return <div className={style.empty}>{text}</div>;
}

interface StreamListProps {
  readonly model: StreamModel;
  readonly view: StreamView;
  readonly items: StreamView['items'];
  readonly mode: StreamMode;
  readonly origin: Socket['origin'];
}

function StreamList({ model, view, items, mode, origin }: StreamListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 22,
    getItemKey: (i) => items[i]?.key ?? i,
    overscan: 12,
  });
  const firstKey = items[0]?.key;
  const before = useRef({ firstKey, count: items.length });

  useLayoutEffect(() => {
    if (following) virtual.scrollToIndex(items.length - 1, { align: 'end' });
    else if (before.current.firstKey !== firstKey) {
      // Older items came in on top: keep what the person reads where it is.
      const moved = items.findIndex((item) => item.key === before.current.firstKey);
      if (moved > 0) virtual.scrollToIndex(moved, { align: 'start' });
    }
    before.current = { firstKey, count: items.length };
  }, [following, items, firstKey, virtual]);

  const setFollow = (on: boolean) => {
    if (on === following) return;
    setFollowing(on);
    model.follow(on);
  };
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller.current as HTMLDivElement;
    const atEnd = scrollHeight - scrollTop - clientHeight <= NEAR_END;
    if (!atEnd) setFollow(false);
    else if (view.unseen === 0) setFollow(true);
    else void model.loadNewer();
    if (scrollTop < NEAR_START && !view.fromStart && !following) void model.loadOlder();
  };
  const toEnd = () => {
    setFollowing(true);
    void model.toEnd();
  };
  const waiting = following ? 0 : view.unseen;
  return (
    <>
      {view.droppedBytes > 0 && <p className={style.overflow}>Oldest {formatBytes(view.droppedBytes)} not kept</p>}
      <div style={{ position: 'relative', flex: 1, minHeight: 0, display: 'flex' }}>
        <div
          ref={scroller}
          className={style.scroller}
          tabIndex={0}
          role="region"
          aria-label="Stream"
          data-testid="stream-list"
          data-following={following}
          onScroll={onScroll}
        >
          <div className={style.content} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((row) => {
              const item = items[row.index];
              if (!item) return null;
              return (
                <div
                  key={row.key}
                  ref={virtual.measureElement}
                  data-index={row.index}
                  className={style.item}
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  {item.kind === 'chunk' ? (
                    <ChunkRow chunk={item} origin={origin} mode={mode} delta={deltaOf(items, row.index)} />
                  ) : (
                    <p className={style.fact} data-event={item.logged.event.type} data-provenance="observed">
                      {eventSentence(item.logged.event, origin)}
                    </p>
                  )}
                </div>
              );
            })}
          </div>
        </div>
        {!following && (
          <Button small className={style.jump ?? ''} testId="stream-new" onClick={toEnd}>
            {waiting > 0 ? `↓ ${formatCount(waiting)} new` : '↓ To the end'}
          </Button>
        )}
      </div>
    </>
  );
}

/** Time since the item before. */
function deltaOf(items: StreamView['items'], i: number): number | undefined {
  const [item, previous] = [items[i], items[i - 1]];
  return item && previous ? Math.max(0, item.at - previous.at) : undefined;
}
