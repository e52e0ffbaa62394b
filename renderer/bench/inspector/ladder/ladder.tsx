import { useDeferredValue, useMemo, useState } from 'react';
import { formatCount, formatCounted } from '../../../../shared/format.ts';
import { buildLadder } from '../../../../shared/model/ladder/build-ladder.ts';
import type { LadderInput, Ladder as LadderModel } from '../../../../shared/model/ladder/ladder-facts.ts';
import type { Row } from '../../../../shared/model/ladder/rows.ts';
import { type Scene, sceneOf } from '../../../../shared/model/ladder/scene.ts';
import { isOver } from '../../../../shared/model/socket-state.ts';
import { useActions } from '../../../actions/actions-context.tsx';
import { linkEvent } from '../../../state/selection-link.ts';
import { showTab, speakAs } from '../../../state/view-store.ts';
import type { TabProps } from '../tabs.tsx';
import { savePng, saveSvg, svgOf } from './export-ladder.ts';
import style from './ladder.module.css';
import { LadderDrawing } from './ladder-drawing.tsx';
import { LadderTable } from './ladder-table.tsx';
import { LadderLegend, LadderTools } from './ladder-tools.tsx';
import { useLadderView } from './ladder-view.ts';
import { useChosenRow } from './use-chosen-row.ts';
import { useConnectionFacts } from './use-facts.ts';
import { useWidth } from './use-width.ts';

/** With more instants than this, runs are collapsed whatever was chosen. */
const COLLAPSED_FROM = 5_000;
const LEAST_WIDTH = 640;

/** The two-ended ladder: what both programs wrote and read, and when. */
export function Ladder({ connection }: TabProps) {
  const actions = useActions();
  const facts = useConnectionFacts(connection);
  const view = useLadderView();
  const [pane, width] = useWidth<HTMLDivElement>();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const ladder = useMemo(() => buildLadder(facts, { inferred: view.inferred }), [facts, view.inferred]);
  const many = ladder.instants.length > COLLAPSED_FROM;
  const drawnWidth = Math.max(LEAST_WIDTH, useDeferredValue(width));
  const scene = useMemo(
    () =>
      sceneOf(ladder, {
        collapse: view.collapse || many,
        expanded,
        mode: view.mode,
        zoom: view.zoom,
        width: drawnWidth,
        live: isLive(facts),
      }),
    [ladder, facts, view.collapse, many, view.mode, view.zoom, expanded, drawnWidth],
  );
  const [chosen, choose] = useChosenRow(scene);

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
    speakAs(lane);
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
    <div ref={pane} className={style.pane} data-testid="ladder" data-rows={scene.rows.rows.length}>
      <LadderTools onExport={(format) => void save(format).catch((error) => actions.caller.say(error))} />
      <Missing facts={facts} forced={many && !view.collapse} />
      {ladder.instants.length === 0 ? (
        <p className={style.empty}>Nothing has happened on this connection yet.</p>
      ) : view.table ? (
        <LadderTable scene={scene} chosen={chosen} choose={choose} />
      ) : (
        <LadderDrawing scene={scene} chosen={chosen} choose={choose} toggle={toggle} open={open} />
      )}
      <LadderLegend />
    </div>
  );
}

function Missing({ facts, forced }: { facts: ReturnType<typeof useConnectionFacts>; forced: boolean }) {
  const said = [
    facts.eventsMissing && 'Earlier events are no longer kept and not drawn.',
    facts.missingChunks > 0 &&
      `${formatCounted(facts.missingChunks, 'chunk')} ${facts.missingChunks === 1 ? 'was' : 'were'} not kept.`,
    forced && `More than ${formatCount(COLLAPSED_FROM)} events: runs are collapsed.`,
  ].filter(Boolean);
  return said.length > 0 && <p className={style.missing}>{said.join(' ')}</p>;
}

const isLive = ({ client, server }: LadderInput) =>
  [client, server].some((end) => end !== undefined && !isOver(end.socket.state));

export type { LadderModel, Scene };
