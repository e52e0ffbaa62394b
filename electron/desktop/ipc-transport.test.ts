import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainEvent, WebContents, WebFrameMain } from 'electron';
import { expect, test, vi } from 'vitest';
import { type Envelope, NOT_JSON, type Transport } from '../../shared/contract/transport.ts';
import { CLOSE, TAKEN, TO_ENGINE, TO_PAGE } from './channels.ts';
import { IpcCallers } from './ipc-transport.ts';

/** A window as far as the pipe uses it; remembers what was sent to its page. */
class FakeContents extends EventEmitter {
  readonly id: number;
  readonly sent: unknown[] = [];
  destroyed = false;
  constructor(id: number) {
    super();
    this.id = id;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
}

/** An engine's side with one admitted window; `page` and `from` send messages as the page and as somebody else. */
function lab() {
  const ipc = new EventEmitter();
  const transports: { transport: Transport; got: unknown[]; closed: string[] }[] = [];
  const callers = new IpcCallers(ipc as unknown as Pick<IpcMain, 'on'>, (transport) => {
    const entry = { transport, got: [] as unknown[], closed: [] as string[] };
    transport.onEnvelope((envelope) => entry.got.push(envelope));
    transport.onClose((reason) => entry.closed.push(reason));
    transports.push(entry);
  });
  const contents = new FakeContents(1);
  callers.admit(contents as unknown as WebContents);
  const own = { parent: null, origin: 'app://lab' } as WebFrameMain;
  const from = (sender: FakeContents, senderFrame: WebFrameMain | null, channel: string, ...args: unknown[]) =>
    ipc.emit(channel, { sender, senderFrame } as unknown as IpcMainEvent, ...args);
  const page = (channel: string, ...args: unknown[]) => from(contents, own, channel, ...args);
  return { callers, contents, transports, own, from, page };
}

const request = (id: number): Envelope => ({ jsonrpc: '2.0', id, method: 'lab.about' });

test('envelopes of one page in both directions, in order', () => {
  const { transports, contents, page } = lab();
  page(TO_ENGINE, 'a', JSON.stringify(request(1)));
  page(TO_ENGINE, 'a', JSON.stringify(request(2)));
  expect(transports).toHaveLength(1);
  expect(transports[0]?.got).toEqual([request(1), request(2)]);
  transports[0]?.transport.send({ jsonrpc: '2.0', id: 1, result: { n: 1 } });
  expect(contents.sent).toEqual([[TO_PAGE, 'a', '{"jsonrpc":"2.0","id":1,"result":{"n":1}}']]);
});

test('text that is no JSON is said to be none', () => {
  const { transports, page } = lab();
  page(TO_ENGINE, 'a', '{');
  page(TO_ENGINE, 'a', undefined);
  expect(transports[0]?.got).toEqual([NOT_JSON, NOT_JSON]);
});

test('a page that was loaded again is a fresh caller, and the one before has ended', () => {
  const { transports, contents, page } = lab();
  page(TO_ENGINE, 'a', '1');
  page(TO_ENGINE, 'b', '2');
  expect(transports.map(({ got, closed }) => [got, closed])).toEqual([
    [[1], ['the page was loaded again']],
    [[2], []],
  ]);
  transports[0]?.transport.send(request(9));
  page(CLOSE, 'a');
  expect([contents.sent, transports[1]?.closed]).toEqual([[], []]);
});

test('a page that closes ends its caller once; a new connection opens a new one', () => {
  const { transports, page } = lab();
  page(TO_ENGINE, 'a', '1');
  page(CLOSE, 'a');
  page(CLOSE, 'a');
  page(TO_ENGINE, 'a2', '2');
  expect(transports.map(({ closed }) => closed)).toEqual([['the page has closed'], []]);
});

test('a window that is gone ends its caller and is not written to', () => {
  const { callers, transports, contents, page } = lab();
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  page(TO_ENGINE, 'a', '1');
  contents.destroyed = true;
  transports[0]?.transport.send(request(1));
  contents.emit('destroyed');
  expect([contents.sent, transports[0]?.closed]).toEqual([[], ['the page has closed']]);
  page(TO_ENGINE, 'a', '2');
  expect([transports.length, callers.refused]).toEqual([1, 1]);
  stderr.mockRestore();
});

test('what the page has not taken yet is counted', () => {
  const { transports, page } = lab();
  page(TO_ENGINE, 'a', '1');
  const transport = transports[0]?.transport as Transport;
  transport.send(request(1));
  const { length } = JSON.stringify(request(1));
  expect(transport.bufferedBytes?.()).toBe(length);
  page(TAKEN, 'b', length);
  page(TAKEN, 'a', 'much');
  expect(transport.bufferedBytes?.()).toBe(length);
  page(TAKEN, 'a', length);
  expect(transport.bufferedBytes?.()).toBe(0);
});

test('messages from elsewhere are refused, counted, and logged a few times', () => {
  const { callers, transports, contents, own, from } = lab();
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const frame = (changes: object) => ({ ...own, ...changes }) as WebFrameMain;
  from(new FakeContents(2), own, TO_ENGINE, 'x', '1');
  from(contents, null, TO_ENGINE, 'x', '1');
  from(contents, frame({ parent: own }), TO_ENGINE, 'x', '1');
  from(contents, frame({ origin: 'https://evil.example' }), TO_ENGINE, 'x', '1');
  from(contents, frame({ origin: 'null' }), CLOSE, 'x');
  expect(transports).toEqual([]);
  expect(callers.refused).toBe(5);
  expect(stderr.mock.calls.map(([line]) => line)).toEqual([
    'A message was not taken: it came from another window.\n',
    'A message was not taken: it came from a frame that has gone.\n',
    'A message was not taken: it came from a frame inside the page.\n',
    'A message was not taken: it came from a page of https://evil.example.\n',
    'A message was not taken: it came from a page of null.\n',
  ]);
  for (let i = 0; i < 20; i++) from(contents, null, TO_ENGINE, 'x', '1');
  expect([callers.refused, stderr.mock.calls.length]).toEqual([25, 10]);
  stderr.mockRestore();
});
