import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes } from '../../../shared/format.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { onPaint } from '../../state/clock.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { FindBar } from './find-bar.tsx';
import { useLinkedEnd } from './link-chunk.ts';
import { SelectionBar } from './selection-bar.tsx';
import style from './stream.module.css';
import { keepPayload } from './stream-actions.ts';
import { isStreamEvent } from './stream-events.ts';
import { StreamList } from './stream-list.tsx';
import { type LoadedStream, StreamModel } from './stream-model.ts';
import { useStreamSettings } from './stream-settings.ts';
import { showStream } from './stream-shown.ts';
import { beginStream, clearFilter, isFiltering, useStreamState, wantedChunks } from './stream-state.ts';

/** The bytes of one end, in order, both directions. */
export function Stream({ socket }: { socket: Socket }) {
  const { socketId, origin } = socket;
  const actions = useActions();
  const session = useSession();
  const model = useMemo(() => {
    beginStream(socketId);
    return new StreamModel(socketId, (params) => actions.call('capture.read', params), session.events);
  }, [actions, session, socketId]);
  const view = useSyncExternalStore(model.subscribe, model.view);
  const settings = useStreamSettings();
  const filter = useStreamState((s) => s.filter);
  const comparing = useStreamState((s) => s.comparing);
  const filtering = isFiltering(filter);
  usePoking(model, socket);
  useLinkedEnd(socket);
  useEffect(() => showStream({ model, socket, actions }), [model, socket, actions]);
  useEffect(() => {
    // A socket that is gone meanwhile has no capture; its view goes with it.
    model.filter(wantedChunks(filter, origin)).catch(() => {});
  }, [model, filter, origin]);
  const items = useMemo(
    () => (settings.events ? view.items : view.items.filter((item) => item.kind === 'chunk')),
    [settings.events, view.items],
  );
  return (
    <div className={style.pane} data-testid="stream">
      <FindBar model={model} socket={socket} />
      {!items.some((item) => item.kind === 'chunk' || (!filtering && item.logged.event.type !== 'socket.connect')) ? (
        <StreamEmpty socket={socket} view={view} filtering={filtering} />
      ) : (
        <StreamList key={socketId} model={model} view={view} items={items} socket={socket} settings={settings} />
      )}
      <SelectionBar model={model} socket={socket} />
      {comparing && <CompareDialog socketId={socketId} indexes={comparing} />}
    </div>
  );
}

/** Looks for new chunks while counters move, and at once when the socket changes or something is reported about it. */
function usePoking(model: StreamModel, socket: Socket): void {
  const latest = useRef(socket);
  latest.current = socket;
  const { events } = useSession();
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
    let reported = events.of([model.socketId]);
    return events.subscribe(() => {
      const list = events.of([model.socketId]);
      const earlier = list[0]?.number !== reported[0]?.number;
      const fresh = earlier || list.slice(reported.length).some(({ event }) => isStreamEvent(event));
      reported = list;
      if (fresh) model.poke().catch(() => {});
    });
  }, [model, events]);
  const live = useLab((s) => s.link === 'live');
  useEffect(() => {
    // What could not be read while the engine was out of reach is read when it is back.
    if (socket.state && live) model.poke().catch(() => {});
  }, [model, socket.state, live]);
}

function StreamEmpty({ socket, view, filtering }: { socket: Socket; view: LoadedStream; filtering: boolean }) {
  const actions = useActions();
  if (!view.loaded) return <div className={style.empty} />;
  if (filtering && view.next > view.firstKept) {
    return (
      <div className={style.empty} data-testid="stream-empty">
        <p>
          <strong>No chunk matches.</strong> {view.next - view.firstKept} are hidden by the filter.
        </p>
        <Button onClick={clearFilter}>Clear filter</Button>
      </div>
    );
  }
  if (view.keep === 'counts' || view.droppedBytes > 0) {
    return (
      <div className={style.empty} data-testid="stream-empty">
        <p>
          <strong>Bytes were counted but not kept</strong>
          {view.keep === 'counts' ? ' (Count only is on)' : ''}. {formatBytes(view.droppedBytes)} passed.
        </p>
        {view.keep === 'counts' && (
          <Button testId="stream-keep" onClick={() => void keepPayload(actions, socket, 'all')}>
            Keep payload from now on
          </Button>
        )}
      </div>
    );
  }
  const silent = !isOver(socket.state) && socket.state !== 'created' && socket.state !== 'connecting';
  const text =
    socket.state === 'created'
      ? 'Not dialled yet.'
      : socket.state === 'connecting'
        ? 'Not connected yet.'
        : silent
          ? 'Connected. No bytes yet in either direction.'
          : 'No bytes were exchanged.';
  return (
    <div className={style.empty} data-testid="stream-empty">
      <p>
        <strong>{text}</strong>
      </p>
      {silent && (
        <Button
          testId="stream-send"
          onClick={() => document.querySelector<HTMLElement>('[data-testid=composer]')?.focus()}
        >
          Send something
        </Button>
      )}
    </div>
  );
}
