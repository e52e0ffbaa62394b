// The lines of the grid that are in sight, each in its place; and the active one, which stays in the document wherever it is.
import type { Virtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { FASTEST_SAMPLE_MS } from '../../../shared/contract/kernel.ts';
import { asksKernel } from '../../../shared/filters/keys.ts';
import { parseFilter } from '../../../shared/filters/parse.ts';
import { UNHURRIED_MS } from '../../state/kernel-watch.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';
import { useView } from '../../state/view-store.ts';
import type { Item } from './arrange.ts';
import type { Column } from './columns.tsx';
import { DividerRow } from './divider-row.tsx';
import { useGrid } from './grid-store.ts';
import style from './lines.module.css';
import { Row } from './row.tsx';

/** The engine is told which rows are in sight when scrolling has paused this long. */
const WATCH_AFTER_MS = 120;

interface LinesProps {
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly height: number;
  readonly items: readonly Item[];
  /** The index of the line the keys act on, or -1. */
  readonly at: number;
  readonly shown: readonly Column[];
  readonly grouped: boolean;
  readonly onPick: (event: MouseEvent, id: SocketId) => void;
}

export function Lines({ virtual, height, items, at, shown, grouped, onPick }: LinesProps) {
  const selection = useGrid((s) => s.selection);
  const action = useGrid((s) => s.action);
  const [hovered, setHovered] = useState<SocketId | undefined>(undefined);
  const inSight = virtual.getVirtualItems().map((line) => line.index);
  useWatched(inSight, items);
  useKernelWatched(inSight, items, shown);
  const first = Math.max(0, Math.floor(((virtual.scrollOffset ?? 0) - 1) / height));
  const sticky = grouped ? groupAt(items, first) : -1;
  const indexes = [...new Set([...(at >= 0 ? [at] : []), ...inSight])]
    .filter((i) => i !== sticky)
    .sort((a, b) => a - b);
  const line = (index: number) => {
    const item = items[index];
    if (!item) return null;
    const place = { position: index + 1, top: index * height, active: index === at };
    if (item.kind !== 'row') {
      return <DividerRow key={item.key} item={item} columns={shown.length} sticky={index === sticky} {...place} />;
    }
    const { id } = item.connection;
    const showActions = place.active && action !== undefined ? action : hovered === id ? -1 : undefined;
    return (
      <Row
        key={item.key}
        id={item.key}
        connection={item.connection}
        shown={shown}
        selected={selection.ids.has(id)}
        action={showActions}
        onPick={onPick}
        {...place}
      />
    );
  };
  return (
    <div
      className={style.body}
      role="rowgroup"
      style={{ height: items.length * height }}
      onPointerOver={({ target }) => setHovered(connectionAt(target))}
      onPointerLeave={() => setHovered(undefined)}
    >
      {sticky >= 0 && line(sticky)}
      {indexes.map(line)}
    </div>
  );
}

const connectionAt = (target: EventTarget) => {
  const id = target instanceof Element ? target.closest<HTMLElement>('[data-conn-id]')?.dataset.connId : undefined;
  return id === undefined ? undefined : (Number(id) as SocketId);
};

/** The index of the group whose rows are at the top of the grid; -1 when there is none. */
function groupAt(items: readonly Item[], index: number): number {
  for (let i = Math.min(index, items.length - 1); i >= 0; i--) {
    const kind = items[i]?.kind;
    if (kind === 'group') return i;
    if (kind !== 'row') return -1;
  }
  return -1;
}

/** The sockets of the rows in sight. */
const socketsOf = (inSight: readonly number[], items: readonly Item[]): SocketId[] =>
  inSight
    .flatMap((i) => {
      const item = items[i];
      return item?.kind === 'row' ? [item.connection.client, item.connection.server] : [];
    })
    .filter((id) => id !== undefined);

/**
 * Has the kernel's view sampled: of the rows in sight, faster while a column shows it, and of all while the filter asks
 * for it. Badges such as “No answer” and “Peer finished — unread” are known from nowhere else.
 */
function useKernelWatched(inSight: readonly number[], items: readonly Item[], shown: readonly Column[]): void {
  const { kernelWatch } = useSession();
  const held = useRef(() => {});
  const forAll = useGrid((s) => parseFilter(s.filter).some(asksKernel));
  const forSight = shown.some((column) => column.sampled);
  const total = useLab((s) => (forAll ? s.lab.sockets.size : 0));
  const key = forAll ? '' : socketsOf(inSight, items).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key and the total stand for the lists
  useEffect(() => {
    const socketIds = forAll ? [...useLab.getState().lab.sockets.keys()] : socketsOf(inSight, items);
    const everyMs = forAll || forSight ? FASTEST_SAMPLE_MS : UNHURRIED_MS;
    const timer = setTimeout(() => {
      const before = held.current;
      held.current = kernelWatch.want({ socketIds, everyMs });
      before(); // after the new wish, so that rows in both are looked at without a break
    }, WATCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [kernelWatch, forAll, forSight, total, key]);
  useEffect(() => () => held.current(), []);
}

/** Asks the engine for fast counts of the rows in sight and of the one that is looked at. */
function useWatched(inSight: readonly number[], items: readonly Item[]): void {
  const session = useSession();
  const selected = useView((s) => s.selected);
  const watched = [...socketsOf(inSight, items), ...(selected === undefined ? [] : [selected])];
  const key = watched.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the list
  useEffect(() => {
    const timer = setTimeout(() => session.watch(watched), WATCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [session, key]);
}
