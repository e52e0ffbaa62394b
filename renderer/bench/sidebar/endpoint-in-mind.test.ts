// Which endpoint a command is about: what a person has in front of them, the nearest first.
import { beforeEach, expect, test } from 'vitest';
import type { ClientId, ServerId, SocketId, TapId } from '../../../shared/contract/fields.ts';
import { emptyLab } from '../../../shared/model/lab-state.ts';
import { testServer, testSocket } from '../../../shared/testing/records.ts';
import { about } from '../../commands/subject.ts';
import { useMocks } from '../../mocks/mocks-store.ts';
import { useLab } from '../../state/lab-store.ts';
import { select } from '../../state/view-store.ts';
import { endpointInMind, listenerInMind } from './endpoint-in-mind.ts';
import { selectEndpoint, useSidebar } from './sidebar-store.ts';

/** An element in the sidebar item of an endpoint, or in a pane of the connections. */
const within = (place: { endpoint?: string; connections?: boolean }) =>
  ({
    closest: (selector: string) => {
      if (selector === '[data-endpoint-item]') {
        return place.endpoint === undefined ? null : { dataset: { endpointItem: place.endpoint } };
      }
      return place.connections ? {} : null;
    },
  }) as unknown as Element;
const inMind = (focused: Element | null = null) => endpointInMind(undefined, focused)?.key;

function put(...servers: number[]): void {
  const { lab } = useLab.getState();
  const made = servers.map((id) => testServer(id));
  const ofTap = testServer(7, { tapId: 6 as TapId });
  useLab.setState({ lab: { ...lab, servers: new Map([...made, ofTap].map((server) => [server.serverId, server])) } });
}

beforeEach(() => {
  const lab = emptyLab(0);
  const target = { host: 'localhost', port: 1 };
  const sockets = [
    testSocket(10, { origin: 'accepted', serverId: 1 as ServerId }),
    testSocket(11, { origin: 'accepted', serverId: 7 as ServerId, tapId: 6 as TapId }),
  ];
  useLab.setState({
    lab: {
      ...lab,
      taps: new Map([[6 as TapId, { tapId: 6, serverId: 7, name: 'Tap' } as never]]),
      sockets: new Map(sockets.map((socket) => [socket.socketId, socket])),
      document: { ...lab.document, clients: [{ clientId: 5 as ClientId, target, options: {} }] },
    },
  });
  put(1, 2);
  useMocks.setState({ view: 'bench', serverId: undefined });
  select(undefined);
  selectEndpoint(undefined);
});

test('what a menu was opened on, then what has the focus in the sidebar', () => {
  select(10 as SocketId);
  selectEndpoint('s2');
  expect(inMind(within({ endpoint: 'c5' }))).toBe('c5');
  expect(about({ endpoint: 't6' }, () => inMind(within({ endpoint: 'c5' })))).toBe('t6');
  expect(about({ none: true }, () => inMind(within({ endpoint: 'c5' })))).toBeUndefined();
  expect(about({ endpoint: 's99' }, () => inMind())).toBeUndefined(); // gone meanwhile: no other is meant
});

test('then what was selected last, but the server of the connection while that is worked with', () => {
  select(10 as SocketId);
  expect(inMind()).toBe('s1');
  selectEndpoint('s2');
  expect(inMind()).toBe('s2');
  expect(inMind(within({ connections: true }))).toBe('s1');
  select(11 as SocketId);
  expect(inMind()).toBe('t6'); // the connection of a tap is that of the tap
  select(undefined);
  expect(inMind()).toBe('s2');
});

test('then the only server, or the only endpoint', () => {
  expect(inMind()).toBeUndefined();
  put(1);
  expect(inMind()).toBe('s1');
  put();
  expect(inMind()).toBeUndefined(); // a client and a tap
  useLab.setState(({ lab }) => ({ lab: { ...lab, taps: new Map(), servers: new Map() } }));
  expect(inMind()).toBe('c5');
});

test('in Mocks it is the mock in view, chosen or the first', () => {
  select(10 as SocketId);
  useMocks.setState({ view: 'mocks', serverId: 2 as ServerId });
  expect(inMind()).toBe('s2');
  useMocks.setState({ serverId: undefined });
  selectEndpoint('s2');
  expect(inMind()).toBe('s1');
});

test('what starts and stops is never a client', () => {
  select(10 as SocketId);
  expect(listenerInMind()?.key).toBe('s1');
  selectEndpoint('c5');
  expect(inMind()).toBe('c5');
  expect(listenerInMind()?.key).toBe('s1');
  expect(useSidebar.getState().selectedLast).toBe(true);
});
