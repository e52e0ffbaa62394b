import { describe, expect, test } from 'vitest';
import { emptyDocument } from '../../shared/contract/empty-document.ts';
import type { Server, Socket } from '../../shared/contract/records.ts';
import { labDigest, labText } from '../../shared/lab-text.ts';
import { type LabFacts, leaveQuestion, outsideClients } from './leave-question.ts';

const server = (serverId: number, name: string) => ({ serverId, name, listen: { port: 0 }, options: {} }) as Server;
const socket = (serverId: number, more: object = {}) => ({ origin: 'accepted', serverId, ...more }) as Socket;

function lab(servers: Server[], sockets: Socket[], saved: boolean): LabFacts {
  const document = { ...emptyDocument, name: 'My lab' };
  const savedDigest = saved ? labDigest(labText(servers, document)) : 'another';
  return { servers, sockets, document: { ...document, savedDigest } };
}
const echo = server(1, 'Echo');
const chat = server(2, 'Chat');

test('nothing is asked where nothing would be lost', () => {
  expect(leaveQuestion(lab([], [], true), 'quit')).toBeUndefined();
  expect(leaveQuestion(lab([echo], [socket(1, { peerSocketId: 9 })], true), 'quit')).toBeUndefined();
  expect(leaveQuestion({ servers: [], sockets: [], document: emptyDocument }, 'quit')).toBeUndefined();
});

test('outside clients: said with their number, and who they are connected to', () => {
  const question = (...sockets: Socket[]) => leaveQuestion(lab([echo, chat], sockets, true), 'quit');
  expect(question(socket(1), socket(1))).toEqual({
    message: '2 outside clients are connected to Echo. Quit and disconnect them?',
    detail: '',
    buttons: [
      { label: 'Cancel', choice: 'stay' },
      { label: 'Quit and disconnect 2', choice: 'leave' },
    ],
  });
  expect(question(socket(2))?.message).toBe('1 outside client is connected to Chat. Quit and disconnect it?');
  expect(question(socket(1), socket(2))?.message).toContain('2 outside clients are connected to Echo and Chat.');
});

test('a lab that is not saved; both at once are one question', () => {
  expect(leaveQuestion(lab([echo], [], false), 'quit')).toEqual({
    message: 'Save the changes to “My lab”?',
    detail: 'They are lost otherwise.',
    buttons: [
      { label: 'Cancel', choice: 'stay' },
      { label: 'Quit without saving', choice: 'leave' },
      { label: 'Save and quit', choice: 'save-and-leave' },
    ],
  });
  expect(leaveQuestion(lab([echo], [socket(1)], false), 'open')).toMatchObject({
    detail: 'They are lost otherwise. 1 outside client is connected to Echo. Opening another lab disconnects it.',
    buttons: [{ label: 'Cancel' }, { label: 'Open without saving' }, { label: 'Save and open' }],
  });
});

describe('who is an outside client', () => {
  test.each([
    ['our own client', { peerSocketId: 3 }],
    ['one that has gone', { closedAt: 5 }],
    ['one we have dialled', { origin: 'dialled' }],
  ])('not %s', (_name, more) => expect(outsideClients({ servers: [echo], sockets: [socket(1, more)] })).toEqual([]));

  test('four servers are counted, not listed', () => {
    const servers = [1, 2, 3, 4].map((id) => server(id, `S${id}`));
    const sockets = servers.map(({ serverId }) => socket(serverId));
    expect(leaveQuestion(lab(servers, sockets, true), 'quit')?.message).toContain('connected to 4 servers.');
  });
});
