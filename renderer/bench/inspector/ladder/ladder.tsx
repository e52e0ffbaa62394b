import { type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react';
import { formatCount, formatCounted } from '../../../../shared/format.ts';
import { buildLadder } from '../../../../shared/model/ladder/build-ladder.ts';
import { cutLadder, stretchOf } from '../../../../shared/model/ladder/cut-ladder.ts';
import { joinLadders } from '../../../../shared/model/ladder/join-ladders.ts';
import type { Ladder as LadderModel } from '../../../../shared/model/ladder/ladder-facts.ts';
import type { Row } from '../../../../shared/model/ladder/rows.ts';
import { type Scene, sceneOf, zeroOf } from '../../../../shared/model/ladder/scene.ts';
import { isOver } from '../../../../shared/model/socket-state.ts';
import { useActions } from '../../../actions/actions-context.tsx';
import { connectionNow } from '../../../state/lab-store.ts';
import { linkEvent } from '../../../state/selection-link.ts';
import { select, showTab } from '../../../state/view-store.ts';
import type { TabProps } from '../tabs.tsx';
import { savePng, saveSvg, svgOf } from './export-ladder.ts';
import style from './ladder.module.css';
import { LadderDrawing } from './ladder-drawing.tsx';
import { LadderTable } from './ladder-table.tsx';
import { LadderLegend, LadderTools } from './ladder-tools.tsx';
import { changeLadderView, useLadderView } from './ladder-view.ts';
import { boundsOf, RangeFields, wholeTime } from './range-fields.tsx';
import { ReplayBar } from './replay-bar.tsx';
import { useChosenRow } from './use-chosen-row.ts';
import { useReplay } from './use-replay.ts';
import { type TappedFacts, useTappedFacts } from './use-tapped-facts.ts';
import { useWidth } from './use-width.ts';

/** With more instants than this, runs are collapsed whatever was chosen. */
const COLLAPSED_FROM = 5_000;
const LEAST_WIDTH = 640;
const LEAST_WIDTH_TAPPED = 800;

/** The ladder: what both programs, and a tap between them, wrote and read, and when. */
export function Ladder(props: TabProps) {
  return <LadderPane key={props.connection.id} {...props} />;
}

function LadderPane({ connection }: TabProps) {
  const actions = useActions();
  const facts = useTappedFacts(connection);
  const view = useLadderView();
  const [pane, width] = useWidth<HTMLDivElement>();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const whole = useMemo(() => ladderOf(facts, view.inferred), [facts, view.inferred]);
  const [range, setRange] = useState(wholeTime);
  const control = useReplay();
  const { replay } = control;
  const zero = zeroOf(whole);
  const bounds = boundsOf(range);
  const [from, to] = bounds ?? [0, Number.POSITIVE_INFINITY];
  const stretch = useMemo(() => stretchOf(whole, zero + from, zero + to), [whole, zero, from, to]);
  const ranged = bounds !== undefined;
  const ladder = useMemo(() => {
    if (replay) return cutLadder(replay.ladder, { first: replay.first, last: replay.position, replayed: true });
    return ranged ? cutLadder(whole, { ...stretch, replayed: false }) : whole;
  }, [whole, stretch, ranged, replay]);
  const many = ladder.instants.length > COLLAPSED_FROM;
  const drawnWidth = Math.max(facts.onward ? LEAST_WIDTH_TAPPED : LEAST_WIDTH, useDeferredValue(width));
  const scene = useMemo(
    () =>
      sceneOf(ladder, {
        collapse: view.collapse || many,
        expanded,
        mode: view.mode,
        zoom: view.zoom,
        width: drawnWidth,
        live: replay !== undefined || isLive(facts),
        zero,
      }),
    [ladder, facts, zero, replay, view.collapse, many, view.mode, view.zoom, expanded, drawnWidth],
  );
  const [chosen, choose] = useChosenRow(scene);

  function startReplay(): void {
    changeLadderView({ follow: true });
    control.start(whole, stretch.first, stretch.last);
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (!replay || step === 0 || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    control.go(replay.position + step);
    event.preventDefault();
  }
  function toggle(row: Row): void {
    if (row.kind !== 'run') return;
    setExpanded((before) => {
      const after = new Set(before);
      if (!after.delete(row.key)) after.add(row.key);
      return after;
    });
  }
  /** Shows what a row stands for where the bytes are. */
  function open(row: Row): void {
    const instant = scene.ladder.instants[row.first];
    if (!instant) return;
    const { source, at, lane } = instant;
    // Of a tap it may be the other connection.
    select(connectionNow(source.socketId)?.id ?? connection.id, lane);
    if (source.kind !== 'record') linkEvent({ ...source, at });
    showTab('stream');
  }
  async function save(format: 'svg' | 'png'): Promise<void> {
    const svg = svgOf(scene, `Ladder of connection #${connection.id}`);
    const name = `ladder-${connection.id}`;
    if (format === 'svg') saveSvg(svg, name);
    else await savePng(svg, scene, name);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of a replay work wherever in the pane the focus is
    <div
      ref={pane}
      className={style.pane}
      data-testid="ladder"
      data-rows={scene.rows.rows.length}
      onKeyDown={onKeyDown}
    >
      <LadderTools
        onExport={(format) => void save(format).catch((error) => actions.caller.say(error))}
        onReplay={startReplay}
        noReplay={stretch.last <= stretch.first ? 'Nothing to replay: fewer than two events' : undefined}
      >
        <RangeFields range={range} change={setRange} />
      </LadderTools>
      {replay && <ReplayBar replay={replay} control={control} />}
      <Missing facts={facts} forced={many && !view.collapse} />
      {ladder.instants.length === 0 ? (
        <p className={style.empty}>
          {ranged ? 'Nothing happened in this range.' : 'Nothing has happened on this connection yet.'}
        </p>
      ) : view.table ? (
        <LadderTable scene={scene} chosen={chosen} choose={choose} />
      ) : (
        <LadderDrawing scene={scene} chosen={chosen} choose={choose} toggle={toggle} open={open} />
      )}
      <LadderLegend />
    </div>
  );
}

function Missing({ facts: { own, onward }, forced }: { facts: TappedFacts; forced: boolean }) {
  const missingChunks = own.missingChunks + (onward?.missingChunks ?? 0);
  const said = [
    (own.eventsMissing || onward?.eventsMissing) && 'Earlier events are no longer kept and not drawn.',
    missingChunks > 0 && `${formatCounted(missingChunks, 'chunk')} ${missingChunks === 1 ? 'was' : 'were'} not kept.`,
    forced && `More than ${formatCount(COLLAPSED_FROM)} events: runs are collapsed.`,
  ].filter(Boolean);
  return said.length > 0 && <p className={style.missing}>{said.join(' ')}</p>;
}

const isLive = ({ own, onward }: TappedFacts) =>
  [own.client, own.server, onward?.client, onward?.server].some((end) => end && !isOver(end.socket.state));

function ladderOf({ own, onward }: TappedFacts, inferred: boolean): LadderModel {
  const ladder = buildLadder(own, { inferred });
  return onward ? joinLadders(ladder, buildLadder(onward, { inferred })) : ladder;
}

export type { LadderModel, Scene };
