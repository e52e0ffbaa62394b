import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Actions } from '../../actions/actions.ts';
import type { Command } from '../../commands/command.ts';
import { subjectNow } from '../../commands/subject.ts';
import { useFreeze } from '../../state/freeze.ts';
import { connectionNow, useLab } from '../../state/lab-store.ts';
import { useView } from '../../state/view-store.ts';
import { groupings } from './arrange.ts';
import { type BulkAct, bulkAct, bulkScope, bulkTitle } from './bulk.ts';
import { columnCommands } from './column-commands.ts';
import { peerToken, serverToken } from './column-facts.ts';
import {
  addToFilter,
  clearSelection,
  collapseAll,
  openFold,
  selectEverything,
  setFilter,
  setGrouping,
  useGrid,
} from './grid-store.ts';
import { factsOf } from './keep-arranged.ts';
import { openSaveFilter } from './saved-filters.tsx';
import { openTagging, taggedTitle, toTag } from './tagging.ts';

/** The grid’s commands. Acts on one end are in the connection's own list. */
export function gridCommands(actions: Actions): Command[] {
  return [
    ...freezeCommands(actions),
    ...filterCommands(),
    ...selectionCommands(actions),
    ...orderCommands(),
    ...columnCommands(actions),
  ];
}

const inGrid = { group: 'View', scope: 'grid' } as const;
const anywhere = { group: 'View', scope: 'global' } as const;
const noConnections = () => (useGrid.getState().arrangement.total === 0 ? 'There are no connections' : undefined);

function freezeCommands({ session }: Actions): Command[] {
  const frozen = () => useFreeze.getState().since !== undefined;
  return [
    {
      ...anywhere,
      id: 'view.freeze',
      title: 'Freeze view',
      keys: ['$mod+Shift+.'],
      synonyms: ['pause the view', 'stand still', 'stop updating', 'unfreeze', 'hold'],
      checked: frozen,
      run: () => session.freeze(!frozen()),
    },
  ];
}

function filterCommands(): Command[] {
  const unfiltered = () => (useGrid.getState().filter === '' ? 'There is no filter' : undefined);
  const selectedFacts = () => {
    const wanted = subjectNow()?.end ?? useView.getState().selected;
    const connection = wanted === undefined || subjectNow()?.none ? undefined : connectionNow(wanted);
    return connection && factsOf(connection, useLab.getState().lab);
  };
  const byToken = (
    id: string,
    title: string,
    tokenOf: typeof peerToken,
    missing: string,
    negated: boolean,
    synonyms: readonly string[],
  ): Command => ({
    id,
    title,
    group: 'Connection',
    scope: 'grid',
    synonyms,
    unavailable: () => {
      const facts = selectedFacts();
      if (!facts) return 'Select a connection first';
      return tokenOf(facts) === undefined ? missing : undefined;
    },
    run: () => {
      const facts = selectedFacts();
      const token = facts && tokenOf(facts);
      if (token !== undefined) addToFilter(token, negated);
    },
  });
  const noPeer = 'This connection has no address of a peer';
  const noServer = 'The server is not one of this lab';
  return [
    {
      ...anywhere,
      id: 'filter.focus',
      title: 'Filter connections',
      keys: ['$mod+Shift+l'],
      synonyms: ['search', 'find connection', 'narrow'],
      run: () => document.querySelector<HTMLElement>('[data-testid=filter-input]')?.focus(),
    },
    { ...anywhere, id: 'filter.clear', title: 'Clear filter', unavailable: unfiltered, run: () => setFilter('') },
    {
      ...anywhere,
      id: 'filter.save',
      title: 'Save this filter…',
      synonyms: ['keep filter', 'bookmark'],
      unavailable: unfiltered,
      run: openSaveFilter,
    },
    byToken('filter.only-peer', 'Filter to this peer', peerToken, noPeer, false, ['same address', 'show only peer']),
    byToken('filter.only-server', 'Show only this server', serverToken, noServer, false, ['same server']),
    byToken('filter.hide-peer', 'Hide this peer', peerToken, noPeer, true, ['exclude address']),
    byToken('filter.hide-server', 'Hide this server', serverToken, noServer, true, ['exclude server']),
  ];
}

function selectionCommands(actions: Actions): Command[] {
  const none = 'Select several connections first (Ctrl or Shift and a click)';
  const several = (): ReadonlySet<SocketId> | undefined => {
    const { ids } = useGrid.getState().selection;
    return ids.size > 1 ? ids : undefined;
  };
  const bulk = (act: BulkAct, plain: string, synonyms: readonly string[]): Command => ({
    id: `selection.${act}`,
    get title() {
      const ids = several();
      return ids ? bulkTitle(act, bulkScope(ids, act).count) : plain;
    },
    group: 'Connection',
    scope: 'grid',
    synonyms,
    unavailable: () => {
      const ids = several();
      return ids ? bulkScope(ids, act).unavailable : none;
    },
    run: () => {
      const ids = several();
      return ids && bulkAct(actions, ids, act);
    },
  });
  return [
    {
      ...inGrid,
      id: 'grid.select-all',
      title: 'Select all connections',
      short: 'Select all',
      keys: ['$mod+a'],
      unavailable: noConnections,
      run: selectEverything,
    },
    {
      ...inGrid,
      id: 'grid.clear-selection',
      title: 'Clear selection',
      unavailable: () => (useGrid.getState().selection.ids.size === 0 ? 'Nothing is selected' : undefined),
      run: clearSelection,
    },
    {
      id: 'connection.tag',
      get title() {
        const ids = toTag();
        return ids.length > 1 ? `${taggedTitle(ids)}…` : 'Tag…';
      },
      group: 'Connection',
      scope: 'grid',
      keys: ['t'],
      synonyms: ['label', 'mark', 'name', 'colour'],
      call: 'socket.tag',
      unavailable: () => (toTag().length === 0 ? 'Select a connection first' : undefined),
      run: () => openTagging(toTag()),
    },
    bulk('finish', 'Finish sending on the selected connections', ['bulk', 'FIN all']),
    bulk('pause', 'Stop reading on the selected connections', ['bulk', 'pause all']),
    bulk('resume', 'Resume reading on the selected connections', ['bulk', 'resume all']),
    bulk('close', 'Close the selected connections', ['bulk', 'disconnect all']),
    bulk('reset', 'Reset the selected connections', ['bulk', 'RST all']),
  ];
}

function orderCommands(): Command[] {
  const flat = () => (useGrid.getState().group === 'none' ? 'Nothing is grouped' : undefined);
  return [
    ...groupings.map(
      (group): Command => ({
        ...anywhere,
        id: `grid.group-${group}`,
        title: group === 'none' ? 'Do not group connections' : `Group connections by ${group}`,
        short: group === 'none' ? 'No groups' : `Group by ${group}`,
        synonyms: ['group by'],
        checked: () => useGrid.getState().group === group,
        run: () => setGrouping(group),
      }),
    ),
    {
      ...anywhere,
      id: 'grid.collapse-all',
      title: 'Collapse all groups',
      unavailable: flat,
      run: () => collapseAll(true),
    },
    {
      ...anywhere,
      id: 'grid.expand-all',
      title: 'Expand all groups',
      unavailable: flat,
      run: () => collapseAll(false),
    },
    {
      ...anywhere,
      id: 'grid.closed',
      title: 'Show closed connections',
      synonyms: ['ended', 'unfold', 'history'],
      checked: () => useGrid.getState().foldOpened,
      run: () => openFold(!useGrid.getState().foldOpened),
    },
  ];
}
