// Keeps the grid's lines up to date: at once for what a person asks, soon for what is new, on a one-second tick for order.

import type { Socket } from '../../../shared/contract/records.ts';
import type { ConnectionFacts } from '../../../shared/filters/facts.ts';
import { asksPayload } from '../../../shared/filters/match.ts';
import { parseFilter } from '../../../shared/filters/parse.ts';
import type { Connection } from '../../../shared/model/connections.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { firedName } from '../../mocks/rule-name.ts';
import { engineNow, setPaintEvery } from '../../state/clock.ts';
import { isFrozen } from '../../state/freeze.ts';
import { connectionsNow, useLab } from '../../state/lab-store.ts';
import type { Rates } from '../../state/rates.ts';
import { useSettings } from '../../state/settings.ts';
import { type Arrangement, arrange, type Entry, held, type Item, type Wishes } from './arrange.ts';
import { followLayout } from './column-layout.ts';
import { followSelected, type GridStore, useGrid } from './grid-store.ts';
import { without } from './selection.ts';
import { isSimplified, stormAfter } from './storm.ts';

const TICK_MS = 1_000;
/** New rows are shown this soon; later when arranging has become expensive. */
const SOON_MS = 80;
const SHARE_OF_TIME = 12;

/** What a connection is, for filters and sorting. Without `rates` nothing is known to move. */
export function factsOf(
  { client, server }: Connection,
  { sockets, servers }: LabState,
  rates?: Rates,
): ConnectionFacts {
  const now = engineNow();
  const ends = [client, server].flatMap((id) => (id === undefined ? [] : (sockets.get(id) ?? [])));
  const [own] = ends;
  if (!own) throw new Error('a connection has at least one end');
  const serverId = ends.find((end) => end.serverId !== undefined)?.serverId;
  const rate = rates?.now(own.socketId, now) ?? { sent: 0, received: 0 };
  const rules = firedOn(ends, servers);
  return {
    ends,
    own,
    ...(rules && { rules }),
    serverName: serverId === undefined ? undefined : servers.get(serverId)?.name,
    now,
    rate: Math.max(rate.sent, rate.received),
    quietAfterMs: useSettings.getState().quietAfterSeconds * 1000,
  };
}

/** The rules that have fired on a connection; undefined where none has. */
function firedOn(ends: readonly Socket[], servers: LabState['servers']): ConnectionFacts['rules'] {
  const end = ends.find(({ firedRules }) => firedRules !== undefined);
  if (end?.serverId === undefined) return undefined;
  const known = servers.get(end.serverId)?.mock?.rules;
  return end.firedRules?.map((id) => ({ id, name: firedName(known, id) }));
}

/** Every connection with its facts, as the lab is now. */
export function entriesNow(rates: Rates): Entry[] {
  const store = useLab.getState();
  return connectionsNow(store).map((connection) => ({ connection, facts: factsOf(connection, store.lab, rates) }));
}

function wishesOf({ filter, sort, group, collapsed, foldOpened, storm, payload }: GridStore): Wishes {
  const foldAfterMs = useSettings.getState().foldAfterSeconds * 1000;
  return {
    tokens: parseFilter(filter),
    hits: payload?.hits ?? new Map(),
    sort,
    group,
    collapsed,
    foldBefore: isSimplified(storm) ? Number.POSITIVE_INFINITY : engineNow() - foldAfterMs,
    foldOpened,
  };
}

/** Whether rows must stay where they are: somebody points at them, or goes through them by keyboard. */
export const isHeld = ({ hovered, focused }: GridStore) => hovered || focused;

/** Arranges the grid as long as it is there; returns its undo. `rates` are the session's. */
export function keepArranged(rates: Rates): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let spent = 0;
  let known = useLab.getState().lab.sockets;
  let seen = connectionsNow();

  const look = (how: 'anew' | 'gently' | 'held') => {
    clearTimeout(timer);
    timer = undefined;
    const started = performance.now();
    const entries = entriesNow(rates);
    const store = useGrid.getState();
    const wishes = wishesOf(store);
    const next = how === 'anew' ? arrange(entries, wishes) : held(store.arrangement, entries, wishes, how === 'gently');
    spent = performance.now() - started;
    const { sockets } = useLab.getState().lab;
    useGrid.setState({
      arrangement: settled(store.arrangement, next),
      arrangedFilter: store.filter,
      selection: without(store.selection, (id) => sockets.has(id)),
    });
  };
  const soon = () => {
    const store = useGrid.getState();
    const wait = isSimplified(store.storm) ? TICK_MS : Math.max(SOON_MS, spent * SHARE_OF_TIME);
    timer ??= setTimeout(() => {
      const now = useGrid.getState();
      // An empty lab holds nothing back: another one is there now, or this one was cleared.
      if (isHeld(now) && useLab.getState().lab.sockets.size > 0) look('held');
      else look(now.sort || now.group === 'state' ? 'gently' : 'anew');
    }, wait);
  };
  const tick = () => {
    if (isFrozen()) return;
    const { sockets } = useLab.getState().lab;
    const changes = changedRows(known, sockets);
    known = sockets;
    const { storm, arrangement } = useGrid.getState();
    const next = stormAfter(storm, arrangement.live, changes, performance.now());
    if (next !== storm || next.on) useGrid.setState({ storm: next, changesPerSecond: changes });
    look(isHeld(useGrid.getState()) ? 'held' : 'anew');
  };

  const undo = [
    useLab.subscribe((now, before) => {
      if (connectionsNow(now) !== seen || now.lab.servers !== before.lab.servers) soon();
      seen = connectionsNow(now);
    }),
    useGrid.subscribe((now, before) => {
      if (isSimplified(now.storm) !== isSimplified(before.storm))
        setPaintEvery(isSimplified(now.storm) ? 1_000 : undefined);
      if (wishesDiffer(now, before)) look('anew');
    }),
    followSelected(),
    followLayout(),
  ];
  const interval = setInterval(tick, TICK_MS);
  look('anew');
  return () => {
    clearInterval(interval);
    clearTimeout(timer);
    for (const off of undo) off();
    setPaintEvery(undefined);
  };
}

/** Puts the rows in order now, though the grid is held. */
export function sortNow(rates: Rates): void {
  const store = useGrid.getState();
  useGrid.setState({ arrangement: arrange(entriesNow(rates), wishesOf(store)) });
}

const wishesDiffer = (a: GridStore, b: GridStore) =>
  a.filter !== b.filter ||
  a.sort !== b.sort ||
  a.group !== b.group ||
  a.collapsed !== b.collapsed ||
  a.foldOpened !== b.foldOpened ||
  (isSimplified(a.storm) !== isSimplified(b.storm) && !isHeld(a)) ||
  (a.payload !== b.payload && parseFilter(a.filter).some(asksPayload) && !isHeld(a));

/** How many rows have changed between two states, other than in their counts. */
function changedRows(before: LabState['sockets'], now: LabState['sockets']): number {
  if (before === now) return 0;
  let changed = 0;
  for (const [id, socket] of now) if (before.get(id) !== socket) changed++;
  return changed;
}

/** The new arrangement, with the old one's lines where they are the same: then nothing has to be rendered. */
function settled(before: Arrangement, next: Arrangement): Arrangement {
  if (before.items.length !== next.items.length || !next.items.every((item, i) => sameItem(item, before.items[i]))) {
    return next;
  }
  const { total, live, folded } = next;
  if (
    before.total === total &&
    before.live === live &&
    before.folded === folded &&
    before.matched.size === next.matched.size
  )
    return { ...before, matched: next.matched, items: before.items };
  return { ...next, items: before.items, places: before.places };
}

function sameItem(a: Item, b: Item | undefined): boolean {
  if (a.key !== b?.key || a.kind !== b.kind) return false;
  if (a.kind === 'row' && b.kind === 'row') {
    return a.connection.client === b.connection.client && a.connection.server === b.connection.server;
  }
  const { members: _a, ...plainA } = a as Extract<Item, { kind: 'group' }>;
  const { members: _b, ...plainB } = b as Extract<Item, { kind: 'group' }>;
  return JSON.stringify(plainA) === JSON.stringify(plainB);
}
