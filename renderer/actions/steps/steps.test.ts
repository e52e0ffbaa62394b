// Every step that a failure can offer has its button somewhere: none is promised that cannot be taken.
import { beforeEach, expect, test } from 'vitest';
import { nextSteps } from '../../../shared/contract/failures.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Server, Socket } from '../../../shared/contract/records.ts';
import { connectTexts } from '../../../shared/failure-texts/connect.ts';
import { listenTexts } from '../../../shared/failure-texts/listen.ts';
import { useLab } from '../../state/lab-store.ts';
import { LabSession } from '../../state/session.ts';
import { Actions } from '../actions.ts';
import { listenSteps, nextPort, serverNoticeSteps, shortPath, socketSteps } from './steps.ts';

const actions = new Actions(new LabSession(() => Promise.reject(new Error('not used'))));
const failure = {
  code: 'EACCES',
  message: '',
  why: 'Its permissions are rw-rw---- root:docker and you are not in “docker”.',
};
const echo = { serverId: 1, name: 'Echo', address: { address: '127.0.0.1', family: 'IPv4', port: 7007 }, options: {} };
const client = {
  socketId: 5,
  origin: 'dialled',
  target: { path: '/tmp/a.sock' },
  options: {},
  peerSocketId: 6,
  state: 'open',
};
const accepted = { socketId: 6, origin: 'accepted', peerSocketId: 5, serverId: 1, options: {}, state: 'open' };

beforeEach(() => {
  const { lab, about } = useLab.getState();
  useLab.setState({
    about: { ...about, tempFolder: '/tmp' } as never,
    lab: {
      ...lab,
      servers: new Map([[1, echo]]) as never,
      sockets: new Map<number, object>([
        [5, client],
        [6, accepted],
      ]) as never,
    },
  });
});

const tcp = () =>
  listenSteps(
    actions,
    { port: 7007, host: '127.0.0.1' },
    () => {},
    () => {},
  );
const unix = () =>
  listenSteps(
    actions,
    { path: '/run/a.sock' },
    () => {},
    () => {},
  );
const socket = () => socketSteps(actions, client as unknown as Socket, failure);

test('every step has a button where it can come up', () => {
  const buttons = new Set([
    ...Object.keys(tcp()),
    ...Object.keys(unix()),
    ...Object.keys(socket()),
    ...Object.keys(serverNoticeSteps(actions, echo as unknown as Server)),
    'pick-address', // a button for each address of the machine, drawn by `StepButtons`
  ]);
  expect(nextSteps.filter((step) => !buttons.has(step))).toEqual([]);
});

test('every text of listening and of connecting offers only steps that there are buttons for', () => {
  const missing: string[] = [];
  const check = (code: string, next: readonly string[] = [], steps: object) => {
    for (const step of next) if (step !== 'pick-address' && !(step in steps)) missing.push(`${code}: ${step}`);
  };
  for (const [code, writer] of Object.entries(listenTexts)) {
    check(code, writer({ doing: 'listen', host: '127.0.0.1', port: 7007, ownServer: 'Echo' }).next, tcp());
    for (const kind of ['missing', 'live', 'stale', 'file'] as const) {
      for (const folder of ['missing', 'writable', 'not-writable'] as const) {
        check(code, writer({ doing: 'listen', path: '/run/a.sock', found: { kind, folder } }).next, unix());
      }
    }
  }
  for (const [code, writer] of Object.entries(connectTexts)) {
    for (const kind of ['stale', 'file'] as const) {
      check(
        code,
        writer({ doing: 'connect', path: '/tmp/a.sock', found: { kind }, access: { text: '', group: 'docker' } }).next,
        socket(),
      );
    }
    check(code, writer({ doing: 'connect', host: 'x.test', port: 1 }).next, socket());
  }
  expect(missing).toEqual([]);
});

test('the next port is one that no server of the lab has, and there is none after the last', () => {
  expect(nextPort(7005)).toBe(7006);
  expect(nextPort(7006)).toBe(7008);
  expect(nextPort(65_535)).toBe(0);
});

test('a short path keeps the name as far as it can, and nothing that a path cannot have', () => {
  expect(shortPath(`/very/long/${'x'.repeat(200)}.sock`)).toMatch(/^\/tmp\/x+\.sock$/u);
  expect(shortPath('/run/a b\n.sock')).toBe('/tmp/a-b-.sock');
  expect(shortPath('/run/')).toBe('/tmp/app.sock');
});

test('a socket somebody else accepted has no address to dial anew', () => {
  const steps = socketSteps(actions, accepted as unknown as Socket, failure);
  expect('try-again' in steps).toBe(false);
  expect((accepted.socketId as SocketId) > 0 && 'close-now' in steps).toBe(true);
});
