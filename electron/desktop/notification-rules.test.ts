import { expect, test } from 'vitest';
import type { LabEvent } from '../../shared/contract/events.ts';
import type { Server } from '../../shared/contract/records.ts';
import { NotePacer, NoteworthyFacts, QUIET_MS } from './notification-rules.ts';

const failure = { code: 'EMFILE', message: 'Too many open files.' };
const servers = (state: Server['state']) => new Map([[1, { name: 'Echo', state } as Server]]);
const of = (type: LabEvent['type'], more: object) => ({ type, ...more }) as LabEvent;

test('a server that stopped by itself; not one that never listened, and not one that is unknown', () => {
  const facts = new NoteworthyFacts();
  const error = of('server.error', { serverId: 1, failure });
  expect(facts.noteFor(error, servers('listening'))).toEqual({
    title: 'Echo has stopped',
    body: 'Too many open files.',
  });
  expect(facts.noteFor(error, servers('binding'))).toBeUndefined();
  const retry = of('server.retry', { serverId: 1, attempt: 1, inMs: 10, failure });
  facts.noteFor(retry, servers('binding'));
  expect(facts.noteFor(error, servers('binding'))?.title).toBe('Echo has stopped'); // each try binds anew
  expect(facts.noteFor(error, servers('binding'))).toBeUndefined();
  facts.noteFor(retry, servers('binding'));
  facts.noteFor(of('server.close', { serverId: 1 }), servers('retrying'));
  expect(facts.noteFor(error, servers('binding'))).toBeUndefined();
  expect(facts.noteFor(error, new Map())).toBeUndefined();
  expect(facts.noteFor(of('server.close', { serverId: 1 }), servers('listening'))).toBeUndefined();
});

test('a long file transfer that ended, either way; not a short one', () => {
  const facts = new NoteworthyFacts();
  const transfer = (type: LabEvent['type'], transferId: number, at: number) =>
    facts.noteFor(of(type, { transferId, at, socketId: 7, bytesSent: 9, bytesTotal: 3_000_000, failure }), new Map());
  transfer('transfer.progress', 1, 0);
  transfer('transfer.progress', 1, 4_000);
  expect(transfer('transfer.done', 1, 6_000)).toMatchObject({
    title: 'File sent',
    body: expect.stringContaining('#7'),
  });
  transfer('transfer.progress', 2, 0);
  expect(transfer('transfer.failed', 2, 9_000)).toMatchObject({ body: 'Too many open files. (to #7)' });
  transfer('transfer.progress', 3, 0);
  expect(transfer('transfer.done', 3, 4_000)).toBeUndefined();
  expect(transfer('transfer.done', 4, 9_000)).toBeUndefined();
});

test('one in ten seconds, and what came meanwhile together', () => {
  const pacer = new NotePacer();
  const note = (title: string) => ({ title, body: '' });
  expect(pacer.take(0)).toBeUndefined();
  expect(pacer.add(note('A'), 1_000)).toBe(0);
  expect(pacer.take(1_000)).toEqual(note('A'));
  expect(pacer.add(note('B'), 4_000)).toBe(QUIET_MS - 3_000);
  for (const title of ['C', 'D', 'E', 'F']) pacer.add(note(title), 5_000);
  expect(pacer.take(10_999)).toBeUndefined();
  expect(pacer.take(11_000)).toEqual({ title: '5 things have happened', body: 'B\nC\nD\nE\nand 1 more' });
  expect(pacer.take(30_000)).toBeUndefined();
  pacer.add(note('G'), 30_000);
  pacer.forget();
  expect(pacer.take(30_000)).toBeUndefined();
});
