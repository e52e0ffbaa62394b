// Lines of the grid that are no connections: the header of a group, the closed rows that are folded away, and the line
// before what came while the order was held.
import { ChevronDown, ChevronRight } from 'lucide-react';
import { formatCount, formatRate } from '../../../shared/format.ts';
import { engineNow, useLiveText } from '../../state/clock.ts';
import { useSession } from '../../state/session-context.tsx';
import type { Item } from './arrange.ts';
import { collapse, goTo, openFold } from './grid-store.ts';
import style from './lines.module.css';

export type Divider = Exclude<Item, { kind: 'row' }>;

export interface DividerRowProps {
  readonly item: Divider;
  readonly position: number;
  readonly top: number;
  readonly columns: number;
  readonly active: boolean;
  /** It stands at the top of the grid while its group is in sight. */
  readonly sticky?: boolean;
}

/** Whether a divider is open; undefined where it cannot be opened. */
export function isOpened(item: Divider): boolean | undefined {
  if (item.kind === 'group') return !item.collapsed;
  return item.kind === 'fold' ? item.opened : undefined;
}
export function setOpened(item: Divider, opened: boolean): void {
  if (item.kind === 'group') collapse(item.key, !opened);
  else if (item.kind === 'fold') openFold(opened);
}

export function DividerRow({ item, position, top, columns, active, sticky }: DividerRowProps) {
  const opened = isOpened(item);
  const classes = [style.divider, active && style.active, sticky && style.sticky, item.kind === 'late' && style.late];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      id={item.key}
      role="row"
      aria-rowindex={position + 1}
      aria-expanded={opened}
      className={classes.filter(Boolean).join(' ')}
      style={sticky ? undefined : { transform: `translateY(${top}px)` }}
      data-divider={item.kind}
      onClick={() => {
        goTo(item);
        if (opened !== undefined) setOpened(item, !opened);
      }}
    >
      <span role="gridcell" aria-colindex={1} aria-colspan={columns}>
        {opened !== undefined && (opened ? <ChevronDown size={14} /> : <ChevronRight size={14} />)}
        <Words item={item} />
      </span>
    </div>
  );
}

function Words({ item }: { item: Divider }) {
  if (item.kind === 'fold') return <strong>Closed ({formatCount(item.count)})</strong>;
  if (item.kind === 'late') return <span>New while the order is kept ({formatCount(item.count)})</span>;
  const { title, open, failed } = item;
  return (
    <>
      <strong className={style.groupTitle}>{title}</strong>
      <span className="numbers">
        — {formatCount(open)} open{failed > 0 && `, ${formatCount(failed)} failed`}
        <GroupRate members={item.members} />
      </span>
    </>
  );
}

function GroupRate({ members }: { members: Extract<Item, { kind: 'group' }>['members'] }) {
  const { rates } = useSession();
  const text = useLiveText<HTMLSpanElement>(() => {
    const now = engineNow();
    let [sent, received] = [0, 0];
    for (const id of members) {
      const rate = rates.now(id, now);
      sent += rate.sent;
      received += rate.received;
    }
    const most = Math.max(sent, received);
    return most === 0 ? '' : `, ${formatRate(most)}`;
  });
  return <span ref={text} />;
}
