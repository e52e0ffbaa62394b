// Every menu that is opened on something is made of commands. Only what depends on the cell or the fault under the pointer is
// made on the spot.
import { beforeEach, expect, test } from 'vitest';
import type { ClientId, ServerId, SocketId, TapId } from '../../shared/contract/fields.ts';
import { presets } from '../../shared/mocks/presets.ts';
import { emptyLab } from '../../shared/model/lab-state.ts';
import { address, testServer, testSocket } from '../../shared/testing/records.ts';
import { Actions } from '../actions/actions.ts';
import { useGrid } from '../bench/grid/grid-store.ts';
import { gridMenu } from '../bench/grid/row-menu.ts';
import { noSelection } from '../bench/grid/selection.ts';
import { closingEntries, moreEntries } from '../bench/inspector/end-menus.ts';
import { endFaultEntries } from '../bench/inspector/faults/fault-menus.ts';
import { endpointOf, type Listener } from '../bench/sidebar/endpoint-in-mind.ts';
import { endpointMenu } from '../bench/sidebar/endpoint-menu.ts';
import { useSidebar } from '../bench/sidebar/sidebar-store.ts';
import { actEntries, chunkMenu, copyEntries, saveEntries } from '../bench/stream/chunk-menu.ts';
import { endpointFaultEntries } from '../mocks/endpoint-faults.ts';
import { useLab } from '../state/lab-store.ts';
import { LabSession } from '../state/session.ts';
import { changeSettings, useSettings } from '../state/settings.ts';
import { useView } from '../state/view-store.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { allCommands } from './all-commands.ts';
import { CommandBook } from './commands-context.tsx';
import { commandEntry, plainTitle } from './menu-entries.ts';
import { describeCommands, withoutTwins } from './registry.ts';

type Item = Extract<MenuEntry, { kind: 'item' }>;

const actions = new Actions(new LabSession(() => Promise.reject(new Error('not used'))));
const book = new CommandBook(allCommands(actions), (error) => {
  throw error;
});
const [laggy] = presets;
const wire = laggy?.faults ?? [];
const fault = { faultId: 7, fault: wire[0], from: 'socket' } as never;

/** A lab with an endpoint of each kind and two connections, one of them selected. */
function putLab(): void {
  const servers = [
    testServer(1, { name: 'Echo', state: 'listening', address: address('127.0.0.1', 7007), mock: { wire: [...wire] } }),
    testServer(2, { name: 'Tap', state: 'stopped', address: null, tapId: 3 as TapId }),
  ];
  const sockets = [
    testSocket(5, { peerSocketId: 6 as SocketId, faults: [fault, fault] }),
    testSocket(6, { origin: 'accepted', serverId: 1 as ServerId, peerSocketId: 5 as SocketId }),
    testSocket(8),
  ];
  const lab = emptyLab(0);
  const target = { host: 'localhost', port: 5432 };
  const tap = {
    tapId: 3 as TapId,
    serverId: 2 as ServerId,
    name: 'Tap',
    target,
    faults: [...wire],
    passFin: true,
    passReset: true,
    onRefuse: 'reset',
    joined: 0,
    refused: 0,
  } as const;
  useLab.setState({
    lab: {
      ...lab,
      servers: new Map(servers.map((server) => [server.serverId, server])),
      taps: new Map([[tap.tapId, tap as never]]),
      sockets: new Map(sockets.map((socket) => [socket.socketId, socket])),
      document: { ...lab.document, clients: [{ clientId: 4 as ClientId, name: 'Caller', target, options: {} }] },
    },
  });
  useView.setState({ selected: 5 as SocketId, end: 'client' });
  useSidebar.setState({ selected: undefined });
}

const select = (...ids: number[]) =>
  useGrid.setState({ selection: { ...noSelection, ids: new Set(ids as SocketId[]) } });
const listener = (key: string) => endpointOf(key) as Listener;

/** Every builder of a menu that is opened on something, in each of its forms. */
const menus: Readonly<Record<string, () => readonly MenuEntry[]>> = {
  'a server': () => endpointMenu(book, actions, 's1'),
  'a client': () => endpointMenu(book, actions, 'c4'),
  'a tap': () => endpointMenu(book, actions, 't3'),
  'faults of a server': () => endpointFaultEntries(book, actions, listener('s1')),
  'faults of a tap': () => endpointFaultEntries(book, actions, listener('t3')),
  'a row': () => gridMenu({ connection: 5 as SocketId, column: 'state' }, book, actions),
  'several rows': () => {
    select(5, 8);
    return gridMenu({ connection: 5 as SocketId, column: 'kind' }, book, actions);
  },
  'a heading': () => gridMenu({ heading: 'age' }, book, actions),
  'the empty part of the grid': () => gridMenu({}, book, actions),
  'Close in the inspector': () => closingEntries(book, 5 as SocketId),
  '⋯ in the inspector': () => moreEntries(book, 5 as SocketId),
  'Faults in the inspector': () => endFaultEntries(book, actions, testSocket(5, { faults: [fault, fault] })),
  'a chunk': () => chunkMenu(book),
  'Copy as': () => copyEntries(book),
  'Save as': () => saveEntries(book),
  Use: () => actEntries(book),
};

/** What is made on the spot: a token of the cell or of a column, and a fault at work. */
const onTheSpot: readonly (readonly [string, RegExp])[] = [
  ['a token of the cell', /^(Show only|Hide these:) \S+$/u],
  ['a token of a column', /^[a-z]+[:><]\S+$/u],
  ['one particular fault', /^Remove “.+”$/u],
];

const items = (entries: readonly MenuEntry[]): Item[] =>
  entries.flatMap((entry) => {
    if (entry.kind === 'item') return [entry];
    return entry.kind === 'submenu' ? items(entry.entries) : [];
  });

beforeEach(() => {
  putLab();
  select(5);
  changeSettings({ keys: {}, letterKeys: true });
});

for (const [name, make] of Object.entries(menus)) {
  test(`the menu of ${name} is made of commands`, () => {
    const all = items(make());
    expect(all.length).toBeGreaterThan(2);
    const strangers = all.filter(({ command, title }) =>
      command === undefined ? !onTheSpot.some(([, pattern]) => pattern.test(title)) : !book.find(command),
    );
    expect(strangers.map(({ title }) => title)).toEqual([]);
  });
}

const find = (entries: readonly MenuEntry[], command: string): Item => {
  const found = items(entries).find((entry) => entry.command === command);
  if (!found) throw new Error(`no entry does ${command}`);
  return found;
};

test('an entry shows the keys as they are now: changed, taken away, or letters that are switched off', () => {
  const finish = () => find(menus['a row']?.() ?? [], 'connection.finish').keys;
  expect(finish()).toBe('f');
  changeSettings({ keys: { 'connection.finish': ['$mod+Shift+y'] } });
  expect(finish()).toMatch(/Y$/u);
  changeSettings({ keys: { 'connection.finish': [] } });
  expect(finish()).toBeUndefined();
  changeSettings({ keys: {}, letterKeys: false });
  expect(finish()).toBeUndefined();
  expect(useSettings.getState().letterKeys).toBe(false);
  expect(find(menus['a server']?.() ?? [], 'endpoint.rename').keys).toBe('F2');
});

test('an entry is about what the menu was opened on, whatever is selected', () => {
  expect(find(menus['a server']?.() ?? [], 'endpoint.activate').title).toBe('Stop');
  expect(find(menus['a tap']?.() ?? [], 'endpoint.activate').title).toBe('Start');
  expect(find(menus['a client']?.() ?? [], 'endpoint.delete').title).toBe('Delete “Caller”');
  expect(find(menus['a tap']?.() ?? [], 'endpoint.copy-address').unavailable).toBe('It is not listening');
  expect(find(menus['a server']?.() ?? [], 'endpoint.change').unavailable).toMatch(/only while it is stopped/u);
  expect(find(menus['a heading']?.() ?? [], 'grid.hide-column').title).toBe('Hide column Age');
  expect(find(menus['several rows']?.() ?? [], 'selection.close').title).toBe('Close 2 connections');
  select(5, 8);
  // With several rows selected the header of the inspector is about its own connection all the same.
  expect(find(closingEntries(book, 5 as SocketId), 'connection.close').title).toBe('Close now');
  expect(book.find('connection.close')?.title).toBe('Close now on 2 connections');
});

test('what two commands would do alike stands once in the palette and the menu bar', () => {
  const context = { custom: {}, web: false, platform: 'other' } as const;
  const shown = () => describeCommands(book.commands, context).map(({ title }) => title);
  const distinct = withoutTwins(book.commands);
  expect(book.commands.filter((command) => !distinct.includes(command)).map(({ id }) => id)).toEqual([
    'endpoint.activate',
  ]);
  expect(shown().length).toBeLessThan(500); // what the desktop app takes
  useView.setState({ selected: undefined });
  useSidebar.setState({ selected: 'c4' });
  useLab.setState(({ lab }) => ({ lab: { ...lab, servers: new Map() } }));
  expect(shown()).toContain('Dial “Caller”');
});

test('without a menu a command is about the endpoint in mind, and the sheet of keys names none', () => {
  const rename = book.find('endpoint.rename');
  expect(rename?.title).toBe('Rename “Echo”'); // the server of the selected connection
  expect(rename && plainTitle(rename)).toBe('Rename the endpoint');
  expect(() => commandEntry(book, 'no.such')).toThrow(/no\.such/u);
});
