import { type KeyboardEvent, useId, useState } from 'react';
import { visitText } from '../../../../shared/model/diagram/describe.ts';
import { engineNow } from '../../../state/clock.ts';
import { useLab, useSocket } from '../../../state/lab-store.ts';
import { linkEvent, useSelectionLink } from '../../../state/selection-link.ts';
import { useSession } from '../../../state/session-context.tsx';
import { KernelLevel } from '../kernel-level.tsx';
import type { TabProps } from '../tabs.tsx';
import { useKernelWatch } from '../use-kernel-watch.ts';
import { useRepaint } from '../use-repaint.ts';
import { type EndPaths, pathsOf, type Stop, stopsOf } from './end-paths.ts';
import { MachineDrawing } from './machine-drawing.tsx';
import style from './state.module.css';
import { StateList } from './state-list.tsx';
import { useStateView } from './state-view.ts';

type Chosen = Pick<Stop, 'end' | 'machine' | 'position'>;

/** Node's and the kernel's machine of both ends, with the way each has gone. */
export function StateTab({ connection }: TabProps) {
  useKernelWatch(connection);
  useRepaint();
  const session = useSession();
  const client = useSocket(connection.client);
  const server = useSocket(connection.server);
  const servers = useLab((s) => s.lab.servers);
  const list = useStateView((v) => v.list);
  const linked = useSelectionLink((s) => s.linked);
  const [chosen, setChosen] = useState<Chosen>();
  const now = engineNow();
  const ends = [
    pathsOf(session, 'client', client, server, servers.values(), now),
    pathsOf(session, 'server', server, client, servers.values(), now),
  ] as const;
  const stops = stopsOf(ends);
  const byLink = linked?.kind === 'event' ? stops.find(({ visit }) => visit.event === linked.number) : undefined;
  const current = chosen ?? byLink;
  const at = stops.findIndex((stop) => isAt(stop, current));
  const stop = stops[at];

  function choose(next: Stop | undefined): void {
    if (!next) return;
    setChosen({ end: next.end, machine: next.machine, position: next.position });
    const { visit } = next;
    const socketId = next.end === 'client' ? connection.client : connection.server;
    if (visit.event !== undefined && visit.at !== undefined && socketId !== undefined) {
      linkEvent({ kind: 'event', socketId, number: visit.event, at: visit.at });
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowRight') choose(stops[Math.min(stops.length - 1, at + 1)]);
    else if (event.key === 'ArrowLeft') choose(stops[Math.max(0, at - 1)]);
    else if (event.key === 'Home') choose(stops[0]);
    else if (event.key === 'End') choose(stops.at(-1));
    else if (event.key.toLowerCase() === 't') toggleList();
    else return;
    event.preventDefault();
  }

  return (
    <div className={style.pane} data-testid="state">
      <div
        className={style.scroller}
        tabIndex={0}
        role="group"
        aria-label="State diagrams. Left and right walk the way, T shows it as a list."
        data-testid="state-diagrams"
        onKeyDown={onKeyDown}
      >
        <div className={style.columns}>
          {ends.map((paths) => (
            <EndColumn key={paths.end} paths={paths} listed={list} stops={stops} current={stop} choose={choose} />
          ))}
        </div>
        <p className="visually-hidden" role="status">
          {stop ? `${stop.end}, ${stop.machine}: ${visitText(stop.visit, ends[0].zero)}` : ''}
        </p>
      </div>
      <p className={style.foot}>
        <label>
          <input type="checkbox" checked={list} data-testid="state-list-toggle" onChange={toggleList} />
          Show as list (T)
        </label>
        <span>Solid ring: seen. Dashed ring: inferred. ▶: now.</span>
        <KernelLevel />
      </p>
    </div>
  );
}

const toggleList = () => useStateView.setState(({ list }) => ({ list: !list }));
const isAt = (stop: Stop, chosen: Chosen | undefined) =>
  chosen !== undefined &&
  stop.end === chosen.end &&
  stop.machine === chosen.machine &&
  stop.position === chosen.position;

interface EndColumnProps {
  readonly paths: EndPaths;
  readonly listed: boolean;
  readonly stops: readonly Stop[];
  readonly current: Stop | undefined;
  choose(stop: Stop | undefined): void;
}

function EndColumn({ paths, listed, stops, current, choose }: EndColumnProps) {
  const { end, socket, node, kernel, mismatch, zero } = paths;
  const listId = useId();
  const level = useLab((s) => s.lab.kernel.level);
  const chosenIn = (machine: Stop['machine']) =>
    current?.end === end && current.machine === machine ? current.position : -1;
  const chooseIn = (machine: Stop['machine']) => (position: number) =>
    choose(stops.find((stop) => isAt(stop, { end, machine, position })));
  const outside = socket === undefined;
  return (
    <section
      className={`${style.column} ${style[end]}`}
      aria-label={`${end} end`}
      data-testid="state-column"
      data-end={end}
    >
      <h3>
        {end.toUpperCase()}
        {outside && <em> outside this lab</em>}
      </h3>
      {socket && (
        <p
          className={mismatch ? style.mismatch : style.agree}
          data-testid="mismatch"
          data-mismatch={mismatch?.id}
          data-provenance={mismatch?.provenance}
        >
          {mismatch ? mismatch.sentence : socket.kernel ? 'Both views agree.' : 'The kernel has not been sampled.'}
        </p>
      )}
      <h4>Node</h4>
      <MachineDrawing
        machine={node.machine}
        visits={node.visits}
        zero={zero}
        details={listId}
        known={!outside}
        chosen={chosenIn('node')}
        choose={chooseIn('node')}
      />
      <h4>Kernel</h4>
      {level === 'none' && kernel.visits.length === 0 ? (
        <p className={style.nothing}>
          <strong>The kernel’s view is not available on this computer.</strong> Node’s view is exact.
        </p>
      ) : (
        <MachineDrawing
          machine={kernel.machine}
          visits={kernel.visits}
          zero={zero}
          details={listId}
          known={!outside || kernel.visits.length > 0}
          chosen={chosenIn('kernel')}
          choose={chooseIn('kernel')}
        />
      )}
      {kernel.machine.note && <p className={style.nothing}>{kernel.machine.note}</p>}
      {outside && (
        <p className={style.nothing}>Its program is not part of this lab: nobody here knows what it has been told.</p>
      )}
      <div className={listed ? undefined : 'visually-hidden'}>
        <StateList paths={paths} id={listId} />
      </div>
    </section>
  );
}
