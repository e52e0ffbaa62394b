import { memo } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatEndpoint } from '../../../shared/format.ts';
import type { Connection } from '../../../shared/model/connections.ts';
import { stateWords } from '../../../shared/model/state-words.ts';
import { useLab, useSocket } from '../../state/lab-store.ts';
import { type Column, sentBy } from './columns.tsx';
import { conditionsNow, useConditions } from './condition-badges.tsx';
import style from './grid.module.css';

export interface RowProps {
  readonly connection: Connection;
  /** Position among all rows, from 1; the header is row 1. */
  readonly position: number;
  readonly top: number;
  readonly shown: readonly Column[];
  readonly selected: boolean;
  readonly onSelect: (id: SocketId) => void;
}

export const rowId = (id: SocketId) => `connection-${id}`;

/** One connection. Renders when its own ends change, and for nothing else. */
export const Row = memo(function Row({ connection, position, top, shown, selected, onSelect }: RowProps) {
  const own = useSocket(connection.id);
  const peer = useSocket(connection.id === connection.client ? connection.server : undefined);
  const serverName = useLab((s) => {
    const serverId = own?.serverId ?? peer?.serverId;
    return serverId === undefined ? undefined : s.lab.servers.get(serverId)?.name;
  });
  if (!own) return null;
  return <RowBody {...{ connection, position, top, shown, selected, onSelect, own, peer, serverName }} />;
});

function RowBody({
  connection,
  position,
  top,
  shown,
  selected,
  onSelect,
  own,
  peer,
  serverName,
}: RowProps & { own: Socket; peer: Socket | undefined; serverName: string | undefined }) {
  const conditions = useConditions(own, peer);
  const facts = { own, peer, serverName, conditions };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      id={rowId(connection.id)}
      role="row"
      aria-rowindex={position + 1}
      aria-selected={selected}
      aria-label={rowName(own, peer, serverName)}
      className={selected ? style.rowSelected : style.row}
      style={{ transform: `translateY(${top}px)` }}
      data-conn-id={connection.id}
      data-state={own.state}
      data-peer-state={peer?.state}
      data-node-state={own.readyState}
      data-conditions={conditions.map((c) => c.kind).join(' ')}
      onClick={() => onSelect(connection.id)}
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
    </div>
  );
}

/** The row in one sentence, for screen readers. */
function rowName(own: Socket, peer: Socket | undefined, serverName: string | undefined): string {
  const states =
    peer && peer.state !== own.state
      ? `${stateWords[own.state]} here, ${stateWords[peer.state]} at the other end`
      : stateWords[own.state];
  const conditions = conditionsNow(own, peer).map((c) => c.text);
  return [
    `Connection ${own.socketId}`,
    states,
    `from ${formatEndpoint(own.local)} to ${serverName ?? formatEndpoint(own.remote)}`,
    `sent ${formatBytes(sentBy(own))}, received ${formatBytes(own.counts.bytesRead)}`,
    ...conditions,
  ].join(', ');
}
