// Which rows stand in the grid, and in which order. Pure: facts in, a list of items out.
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { ConnectionFacts } from '../../../shared/filters/facts.ts';
import { peerAddressOf } from '../../../shared/filters/facts.ts';
import { matches, type PayloadHits } from '../../../shared/filters/match.ts';
import type { FilterToken } from '../../../shared/filters/parse.ts';
import type { Connection } from '../../../shared/model/connections.ts';
import { isOver, stateGroups } from '../../../shared/model/socket-state.ts';
import { stateWords } from '../../../shared/model/state-words.ts';
import { sortKeyOf } from './column-facts.ts';

export const groupings = ['none', 'server', 'state', 'peer'] as const;
export type Grouping = (typeof groupings)[number];

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** A connection with its facts, as it is arranged. */
export interface Entry {
  readonly connection: Connection;
  readonly facts: ConnectionFacts;
}

/** One line of the grid. Its key names it for good, so that the cursor can stay on it. */
export type Item =
  | { readonly kind: 'row'; readonly key: string; readonly connection: Connection }
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly title: string;
      readonly members: readonly SocketId[];
      readonly open: number;
      readonly failed: number;
      readonly collapsed: boolean;
    }
  | { readonly kind: 'fold'; readonly key: 'fold'; readonly count: number; readonly opened: boolean }
  | { readonly kind: 'late'; readonly key: 'late'; readonly count: number };

export interface Wishes {
  readonly tokens: readonly FilterToken[];
  readonly hits: PayloadHits;
  readonly sort: Sort | undefined;
  readonly group: Grouping;
  readonly collapsed: ReadonlySet<string>;
  /** Connections that ended before this engine time are folded away. */
  readonly foldBefore: number;
  readonly foldOpened: boolean;
}

export interface Arrangement {
  readonly items: readonly Item[];
  /** Where each item stands. */
  readonly places: ReadonlyMap<string, number>;
  /** Connections that pass the filter, shown or folded or in a closed group. */
  readonly matched: ReadonlySet<SocketId>;
  readonly total: number;
  readonly live: number;
  /** Connections that are over and folded away. */
  readonly folded: number;
}

export const rowKey = (id: SocketId) => `connection-${id}`;

/** Arranges everything anew. */
export function arrange(entries: readonly Entry[], wishes: Wishes): Arrangement {
  const fitting = entries.filter(({ facts }) => matches(wishes.tokens, facts, wishes.hits));
  const folded: Entry[] = [];
  const standing: Entry[] = [];
  for (const entry of fitting) (isFolded(entry.facts, wishes.foldBefore) ? folded : standing).push(entry);
  const items: Item[] = [];
  if (wishes.group === 'none') items.push(...sorted(standing, wishes.sort).map(rowOf));
  else items.push(...grouped(standing, wishes));
  if (folded.length > 0) {
    items.push({ kind: 'fold', key: 'fold', count: folded.length, opened: wishes.foldOpened });
    if (wishes.foldOpened) items.push(...sorted(folded, wishes.sort).map(rowOf));
  }
  return finished(items, new Set(fitting.map(({ connection }) => connection.id)), entries, folded.length);
}

/**
 * The same lines in the same places, for a grid that is being pointed at: what no longer belongs stays where it is until
 * the grid is let go, and what is new comes last. `dropGone` takes out connections that are not there any more.
 */
export function held(before: Arrangement, entries: readonly Entry[], wishes: Wishes, dropGone = false): Arrangement {
  const now = new Map(entries.map((entry) => [entry.connection.id, entry]));
  const kept = before.items.flatMap((item): Item[] => {
    if (item.kind === 'late') return [];
    if (item.kind === 'group') return [regrouped(item, now)];
    if (item.kind !== 'row') return [item];
    const entry = now.get(item.connection.id);
    return entry ? [sameRow(item, entry)] : dropGone ? [] : [item];
  });
  const lateBefore = new Set(lateIds(before));
  const fresh = entries.filter(
    ({ connection, facts }) =>
      !before.matched.has(connection.id) &&
      !lateBefore.has(connection.id) &&
      matches(wishes.tokens, facts, wishes.hits),
  );
  const late = lateBefore.size + fresh.length;
  const divided = wishes.group !== 'none' || kept.some((item) => item.kind === 'fold');
  const items: Item[] = [...kept];
  if (late > 0 && divided) {
    const start = kept.findIndex((item) => item.kind === 'row' && lateBefore.has(item.connection.id));
    items.splice(start < 0 ? kept.length : start, 0, { kind: 'late', key: 'late', count: late });
  }
  items.push(...fresh.map(rowOf));
  const matched = new Set([...before.matched, ...fresh.map(({ connection }) => connection.id)]);
  return finished(items, matched, entries, before.folded);
}

/** Whether nothing more will happen on any end of ours. */
export const isEnded = ({ ends }: ConnectionFacts) => ends.every((end) => isOver(end.state));

/** The rows after the “late” line: what came while the order was held. */
function lateIds({ items, places }: Arrangement): SocketId[] {
  const start = places.get('late');
  if (start === undefined) return [];
  return items.slice(start).flatMap((item) => (item.kind === 'row' ? [item.connection.id] : []));
}

function isFolded(facts: ConnectionFacts, foldBefore: number): boolean {
  return isEnded(facts) && Math.max(...facts.ends.map((end) => end.closedAt ?? 0)) <= foldBefore;
}

const rowOf = ({ connection }: Entry): Item => ({ kind: 'row', key: rowKey(connection.id), connection });
function sameRow(item: Extract<Item, { kind: 'row' }>, { connection }: Entry): Item {
  const { client, server } = item.connection;
  return client === connection.client && server === connection.server ? item : { ...item, connection };
}

/** Sorted by a column, equal ones in the order they appeared. Rows without a value come last in either direction. */
function sorted(entries: readonly Entry[], sort: Sort | undefined): readonly Entry[] {
  if (!sort) return entries;
  const keyed = entries.map((entry, i) => ({ entry, i, key: sortKeyOf(sort.column, entry.facts) }));
  const sign = sort.descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === b.key) return a.i - b.i;
    if (a.key === undefined) return 1;
    if (b.key === undefined) return -1;
    return a.key < b.key ? -sign : sign;
  });
  return keyed.map(({ entry }) => entry);
}

interface Group {
  readonly key: string;
  readonly title: string;
  readonly rank: number;
  readonly entries: Entry[];
}

function grouped(entries: readonly Entry[], { group, sort, collapsed }: Wishes): Item[] {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    const place = groupOf(group, entry.facts);
    const found = groups.get(place.key) ?? { ...place, entries: [] };
    found.entries.push(entry);
    groups.set(place.key, found);
  }
  const ordered = [...groups.values()].sort((a, b) => a.rank - b.rank || (a.title < b.title ? -1 : 1));
  return ordered.flatMap(({ key, title, entries: members }): Item[] => {
    const header: Item = {
      kind: 'group',
      key,
      title,
      members: members.map(({ connection }) => connection.id),
      ...sums(members),
      collapsed: collapsed.has(key),
    };
    return header.collapsed ? [header] : [header, ...sorted(members, sort).map(rowOf)];
  });
}

function groupOf(group: Grouping, facts: ConnectionFacts): Omit<Group, 'entries'> {
  const { own, serverName, ends } = facts;
  if (group === 'state') {
    return { key: `group-state-${own.state}`, title: stateWords[own.state], rank: stateOrder.indexOf(own.state) };
  }
  if (group === 'server') {
    const serverId = ends.find((end) => end.serverId !== undefined)?.serverId;
    return serverId === undefined
      ? { key: 'group-server-none', title: 'Servers outside this lab', rank: 1 }
      : { key: `group-server-${serverId}`, title: serverName ?? `Server ${serverId}`, rank: 0 };
  }
  const address = peerAddressOf(facts);
  return address === ''
    ? { key: 'group-peer-none', title: 'No address (UNIX sockets)', rank: 1 }
    : { key: `group-peer-${address.replace(/\s/gu, '_')}`, title: address, rank: 0 };
}
const stateOrder: readonly string[] = Object.keys(stateWords);

function sums(entries: readonly Entry[]): { open: number; failed: number } {
  let [open, failed] = [0, 0];
  for (const { facts } of entries) {
    if (!isEnded(facts)) open++;
    else if (facts.ends.some((end) => (stateGroups.failed as readonly string[]).includes(end.state))) failed++;
  }
  return { open, failed };
}

function regrouped(item: Extract<Item, { kind: 'group' }>, now: ReadonlyMap<SocketId, Entry>): Item {
  return { ...item, ...sums(item.members.flatMap((id) => now.get(id) ?? [])) };
}

function finished(
  items: readonly Item[],
  matched: ReadonlySet<SocketId>,
  entries: readonly Entry[],
  folded: number,
): Arrangement {
  let live = 0;
  for (const { facts } of entries) if (!isEnded(facts)) live++;
  return { items, places: new Map(items.map(({ key }, i) => [key, i])), matched, total: entries.length, live, folded };
}

export const nothingArranged: Arrangement = finished([], new Set(), [], 0);
