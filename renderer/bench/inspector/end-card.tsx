import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatClock, formatEndpoint } from '../../../shared/format.ts';
import { idleWord } from '../../../shared/model/conditions.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { stateDetail } from '../../../shared/model/state-words.ts';
import { engineNow, useLiveText } from '../../state/clock.ts';
import { type End, speakAs } from '../../state/view-store.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { sentBy } from '../grid/columns.tsx';
import { Badge, useConditions } from '../grid/condition-badges.tsx';
import style from './inspector.module.css';

export interface EndCardProps {
  readonly end: End;
  readonly socket: Socket;
  readonly serverName?: string | undefined;
  readonly selected: boolean;
  /** Whether there is another end of ours to choose. */
  readonly choosable: boolean;
}

/** One end of a connection: its address, its state, what Node says, and its counters. A click makes it the one that acts. */
export function EndCard({ end, socket, serverName, selected, choosable }: EndCardProps) {
  const conditions = useConditions(socket, undefined);
  const badges = conditions.filter((c) => c.kind !== 'idle-countdown'); // the line above says it already
  const facts = useLiveText<HTMLSpanElement>(
    () => `↑ ${formatBytes(sentBy(socket))}  ↓ ${formatBytes(socket.counts.bytesRead)}${idleFacts(socket)}`,
  );
  const body = (
    <>
      <span className={style.line}>
        <span className={style.role}>{end === 'client' ? 'CLIENT' : 'SERVER'}</span>
        {end === 'server' && serverName && <span>{serverName}</span>}
        <span className="mono">{formatEndpoint(socket.local)}</span>
        <StateChip state={socket.state} />
      </span>
      <span className={style.detail}>{stateDetail(socket)}</span>
      <span className={`${style.line} ${style.detail}`}>
        <span>
          Node <span className="mono">{socket.readyState}</span>
        </span>
        <span ref={facts} className={style.pre} />
      </span>
      {badges.length > 0 && (
        <span className={style.line}>
          {badges.map((condition) => (
            <Badge key={condition.kind} condition={condition} />
          ))}
        </span>
      )}
    </>
  );
  const marks = {
    className: `${style.end} ${style[end]}`,
    'data-testid': 'end-card',
    'data-end': end,
    'data-state': socket.state,
    'data-node-state': socket.readyState,
    'data-conditions': conditions.map((c) => c.kind).join(' '),
  };
  if (!choosable) return <div {...marks}>{body}</div>;
  return (
    <button type="button" {...marks} aria-pressed={selected} onClick={() => speakAs(end)}>
      {body}
    </button>
  );
}

/** The other end when it is not ours: only what can be known. */
export function OutsideCard({ end, socket }: { end: End; socket: Socket }) {
  return (
    <div className={`${style.end} ${style[end]}`} data-testid="outside-card">
      <span className={style.line}>
        <span className={style.role}>{end === 'client' ? 'CLIENT' : 'SERVER'}</span>
        <span className="mono">{formatEndpoint(socket.remote)}</span>
        <em>outside ↗</em>
      </span>
      <span className={style.detail}>Its program is not part of this lab: only what it sends can be seen.</span>
    </div>
  );
}

function idleFacts(socket: Socket): string {
  if (isOver(socket.state) || socket.connectedAt === undefined) return '';
  const idle = formatClock(engineNow() - socket.idleSince);
  return socket.timeoutMs > 0
    ? `  idle ${idle} of ${formatClock(socket.timeoutMs)} → ${idleWord(socket.onTimeout)}`
    : `  idle ${idle}`;
}
