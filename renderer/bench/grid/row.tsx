import { type MouseEvent, memo, useEffect, useRef } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import type { Connection } from '../../../shared/model/connections.ts';
import { engineNow, onPaint } from '../../state/clock.ts';
import { useLab, useSocket } from '../../state/lab-store.ts';
import type { Column } from './columns.tsx';
import { conditionsNow, useConditionKinds } from './condition-badges.tsx';
import style from './lines.module.css';
import { RowActions } from './row-actions-strip.tsx';
import { rowName } from './row-name.ts';

export interface RowProps {
  readonly id: string;
  readonly connection: Connection;
  /** Position among all lines, from 1; the header is row 1. */
  readonly position: number;
  readonly top: number;
  readonly shown: readonly Column[];
  readonly selected: boolean;
  /** The line the keys act on. */
  readonly active: boolean;
  /** Its action buttons are shown; the number of the one the keys are on, or -1. */
  readonly action: number | undefined;
  readonly onPick: (event: MouseEvent, id: SocketId) => void;
}

/** One connection. Renders when its own ends change, and for nothing else; its counters paint themselves. */
export const Row = memo(function Row(props: RowProps) {
  const { connection } = props;
  const own = useSocket(connection.id);
  const peer = useSocket(connection.id === connection.client ? connection.server : undefined);
  const serverName = useLab((s) => {
    const serverId = own?.serverId ?? peer?.serverId;
    return serverId === undefined ? undefined : s.lab.servers.get(serverId)?.name;
  });
  if (!own) return <GoneRow {...props} />;
  return <RowBody {...props} own={own} peer={peer} serverName={serverName} />;
});

interface RowBodyProps extends RowProps {
  readonly own: Socket;
  readonly peer: Socket | undefined;
  readonly serverName: string | undefined;
}

function RowBody({ own, peer, serverName, ...props }: RowBodyProps) {
  const { id, connection, position, top, shown, selected, active, action, onPick } = props;
  const conditions = useConditionKinds(own, peer);
  const facts = { own, peer, serverName, conditions };
  const name = () => rowName({ own, peer, serverName, conditions: conditionsNow(own, peer), now: engineNow() });
  const line = useLiveName(active, name);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      ref={line}
      id={id}
      role="row"
      aria-rowindex={position + 1}
      aria-selected={selected}
      aria-label={name()}
      className={lineClass(selected, active)}
      style={{ transform: `translateY(${top}px)` }}
      data-conn-id={connection.id}
      data-state={own.state}
      data-peer-state={peer?.state}
      data-tap={(own.joinedSocketId ?? peer?.joinedSocketId) === undefined ? undefined : ''}
      data-node-state={own.readyState}
      data-conditions={conditions.map((c) => c.kind).join(' ')}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()} // a range of rows is meant, not of text
      onClick={(event) => onPick(event, connection.id)}
    >
      {shown.map((column, i) => (
        <span
          key={column.id}
          role="gridcell"
          aria-colindex={i + 1}
          className={column.numeric ? style.numeric : style.cell}
          data-column={column.id}
        >
          {column.cell(facts)}
        </span>
      ))}
      {action !== undefined && (
        <RowActions rowId={id} own={own} peer={peer} active={action} column={shown.length + 1} />
      )}
    </div>
  );
}

/** A row whose connection the lab has forgotten, kept in its place while somebody points at the grid. */
function GoneRow({ id, connection, position, top, selected, active, shown }: RowProps) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={position + 1}
      aria-selected={selected}
      className={lineClass(selected, active)}
      style={{ transform: `translateY(${top}px)` }}
      data-gone={connection.id}
    >
      <span role="gridcell" aria-colindex={1} className={style.gone} style={{ gridColumn: `1 / ${shown.length + 1}` }}>
        #{connection.id} is no longer kept
      </span>
    </div>
  );
}

export const lineClass = (selected: boolean, active: boolean) =>
  [style.row, selected && style.selected, active && style.active].filter(Boolean).join(' ');

/** Keeps the active row's name up to date, for the screen reader that is on it; others get theirs when they render. */
function useLiveName(active: boolean, name: () => string) {
  const line = useRef<HTMLDivElement>(null);
  const latest = useRef(name);
  latest.current = name;
  useEffect(() => {
    if (!active) return;
    const paint = () => {
      const next = latest.current();
      if (line.current?.getAttribute('aria-label') !== next) line.current?.setAttribute('aria-label', next);
    };
    paint();
    return onPaint(paint);
  }, [active]);
  return line;
}
