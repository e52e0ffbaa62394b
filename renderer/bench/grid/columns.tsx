// The columns of the Connections grid. A cell with a counter paints itself; the rest render with their row.
import type { ReactNode } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatClock, formatEndpoint, formatRate } from '../../../shared/format.ts';
import { type Condition, idleWord } from '../../../shared/model/conditions.ts';
import { unacknowledgedBytes, unreadBytes } from '../../../shared/model/ledger.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { engineNow, useLiveText, wallClock } from '../../state/clock.ts';
import { useSession } from '../../state/session-context.tsx';
import { Address, KernelCell, KindCell, QueuedCell, RouteCell, RuleCell, StateCell, TagCell } from './cells.tsx';
import { familyOf, sentBy } from './column-facts.ts';
import { ConditionBadges } from './condition-badges.tsx';
import style from './lines.module.css';
import { Sparkline } from './sparkline.tsx';

export interface RowFacts {
  /** The end that stands for the row. */
  readonly own: Socket;
  /** The other end, when it is ours too. */
  readonly peer: Socket | undefined;
  readonly conditions: readonly Condition[];
  /** The name of the server at the other end or at this one. */
  readonly serverName: string | undefined;
}

export interface Column {
  readonly id: string;
  readonly title: string;
  /** Least width in pixels, and the share it takes of what is left. */
  readonly width: number;
  readonly grow?: number;
  readonly numeric?: boolean;
  /** Hidden on windows narrower than this, unless a person has asked for it. */
  readonly minWindow?: number;
  /** Shown only when a person has asked for it. */
  readonly optional?: boolean;
  /** Its facts are read from the kernel's tables, while it is shown. */
  readonly sampled?: boolean;
  cell(facts: RowFacts): ReactNode;
}

export const columns: readonly Column[] = [
  {
    id: 'state',
    title: 'State',
    width: 212,
    grow: 0.4,
    cell: ({ own, peer }) => <StateCell own={own} peer={peer} />,
  },
  { id: 'id', title: '#', width: 54, numeric: true, cell: ({ own }) => own.socketId },
  { id: 'route', title: 'From → To', width: 160, grow: 2, cell: (facts) => <RouteCell {...facts} /> },
  {
    id: 'kind',
    title: 'Kind',
    width: 76,
    minWindow: 1340,
    cell: ({ own, peer }) => <KindCell own={own} peer={peer} />,
  },
  {
    id: 'sent',
    title: '↑ Sent',
    width: 60,
    numeric: true,
    cell: ({ own }) => <Live text={() => formatBytes(sentBy(own))} />,
  },
  {
    id: 'received',
    title: '↓ Received',
    width: 84,
    numeric: true,
    cell: ({ own }) => <Live text={() => formatBytes(own.counts.bytesRead)} />,
  },
  { id: 'rate', title: 'Rate', width: 68, grow: 0.5, numeric: true, cell: ({ own }) => <RateCell own={own} /> },
  {
    id: 'queued',
    title: 'Queued',
    width: 58,
    numeric: true,
    cell: (facts) => <QueuedCell {...facts} />,
  },
  { id: 'idle', title: 'Idle', width: 96, numeric: true, cell: ({ own }) => <Live text={() => idleText(own)} /> },
  {
    id: 'age',
    title: 'Age',
    width: 44,
    minWindow: 1340,
    numeric: true,
    cell: ({ own }) => <Live text={() => ageText(own)} />,
  },
  {
    id: 'conditions',
    title: 'Conditions',
    // The longest that matter, as “Queued 8.0 MB · wait”, and the number of the others.
    width: 182,
    grow: 2,
    cell: ({ own, peer, conditions }) => <ConditionBadges own={own} peer={peer} conditions={conditions} />,
  },
  {
    id: 'local',
    title: 'Local',
    width: 150,
    optional: true,
    cell: ({ own }) => <Address text={formatEndpoint(own.local)} />,
  },
  {
    id: 'remote',
    title: 'Remote',
    width: 150,
    optional: true,
    cell: ({ own }) => <Address text={formatEndpoint(own.remote)} />,
  },
  {
    id: 'kernel',
    title: 'Kernel',
    width: 116,
    optional: true,
    sampled: true,
    cell: ({ own }) => own.kernel && <KernelCell kernel={own.kernel} />,
  },
  {
    id: 'unacked',
    title: 'Unacked',
    width: 72,
    numeric: true,
    optional: true,
    sampled: true,
    cell: ({ own }) => <Live text={() => sampledBytes(own.kernel && unacknowledgedBytes(own.kernel))} />,
  },
  {
    id: 'unread',
    title: 'Unread',
    width: 68,
    numeric: true,
    optional: true,
    sampled: true,
    cell: ({ own }) => <Live text={() => sampledBytes(own.kernel && unreadBytes(own.kernel))} />,
  },
  { id: 'tag', title: 'Tag', width: 120, optional: true, cell: (facts) => <TagCell {...facts} /> },
  { id: 'rule', title: 'Rule', width: 150, optional: true, cell: (facts) => <RuleCell {...facts} /> },
  { id: 'family', title: 'Family', width: 62, optional: true, cell: ({ own }) => familyOf(own) ?? '' },
  {
    id: 'code',
    title: 'Error code',
    width: 120,
    optional: true,
    cell: ({ own, peer }) => <Address text={own.close?.failure?.code ?? peer?.close?.failure?.code ?? ''} />,
  },
  {
    id: 'opened',
    title: 'Opened at',
    width: 104,
    numeric: true,
    optional: true,
    cell: ({ own }) => formatTime(wallClock(own.openedAt)),
  },
  {
    id: 'closed',
    title: 'Closed at',
    width: 104,
    numeric: true,
    optional: true,
    cell: ({ own }) => (own.closedAt === undefined ? '' : formatTime(wallClock(own.closedAt))),
  },
];

export { sentBy } from './column-facts.ts';

const two = (n: number, width = 2) => String(n).padStart(width, '0');
/** Time of day to the millisecond. */
const formatTime = (date: Date) =>
  `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${two(date.getMilliseconds(), 3)}`;

const sampledBytes = (bytes: number | undefined) => (bytes === undefined || bytes === 0 ? '' : formatBytes(bytes));

function Live({ text }: { text: () => string }) {
  return <span ref={useLiveText<HTMLSpanElement>(text)} className="numbers" />;
}

function RateCell({ own }: { own: Socket }) {
  const { rates } = useSession();
  return (
    <span className={style.rate}>
      <Sparkline socketId={own.socketId} />
      <Live
        text={() => {
          const { sent, received } = rates.now(own.socketId, engineNow());
          return sent + received === 0 ? '' : formatRate(Math.max(sent, received));
        }}
      />
    </span>
  );
}

function idleText(own: Socket): string {
  if (isOver(own.state) || own.state === 'created') return '–';
  const idle = engineNow() - own.idleSince;
  if (own.timeoutMs === 0 || own.timedOutAt !== undefined) return formatClock(idle);
  return `${formatClock(Math.max(0, own.timeoutMs - idle) + 999)} → ${idleWord(own.onTimeout)}`;
}

function ageText(own: Socket): string {
  if (own.state === 'created') return '–';
  return formatClock((own.closedAt ?? engineNow()) - (own.connectedAt ?? own.openedAt));
}
