import { EventEmitter } from 'node:events';
import type { IpcMain, WebContents, WebFrameMain } from 'electron';
import { expect, test, vi } from 'vitest';
import { PAGE_ASKS, PAGE_TELLS, SHELL_TELLS } from './channels.ts';
import { openDesk, tellPage } from './page-desk.ts';
import { Senders } from './senders.ts';

const own = { parent: null, origin: 'app://lab' } as WebFrameMain;
const foreign = { parent: null, origin: 'https://evil.example' } as WebFrameMain;

function desk() {
  const ipc = new EventEmitter();
  const handlers = new Map<string, (event: unknown, ...args: unknown[]) => Promise<string>>();
  const sender = Object.assign(new EventEmitter(), { id: 1 }) as unknown as WebContents;
  const senders = new Senders();
  senders.admit(sender);
  const hooks = { told: vi.fn(), asked: vi.fn().mockResolvedValue({ cancelled: true }) };
  const handle = (channel: string, handler: never) => handlers.set(channel, handler);
  openDesk(Object.assign(ipc, { handle }) as unknown as Pick<IpcMain, 'on' | 'handle'>, senders, hooks);
  const send = (channel: string, text: unknown, senderFrame = own) => ipc.emit(channel, { sender, senderFrame }, text);
  const ask = (question: unknown, senderFrame = own) =>
    handlers.get(PAGE_ASKS)?.({ sender, senderFrame }, question) as Promise<string>;
  return { ...hooks, send, ask };
}
const quietly = () => vi.spyOn(process.stderr, 'write').mockReturnValue(true);

test('what the page tells arrives checked, with its defaults', () => {
  const { send, told } = desk();
  send(PAGE_TELLS, JSON.stringify({ tell: 'theme', theme: 'dark' }));
  send(PAGE_TELLS, JSON.stringify({ tell: 'menu', commands: [{ id: 'a', title: 'A', group: 'File' }] }));
  expect(told.mock.calls).toEqual([
    [{ tell: 'theme', theme: 'dark' }],
    [{ tell: 'menu', commands: [{ id: 'a', title: 'A', group: 'File', enabled: true }] }],
  ]);
});

test.each([
  ['no JSON', '{'],
  ['nothing', undefined],
  ['another message', '{"tell":"eval"}'],
  ['an unknown theme', '{"tell":"theme","theme":"pink"}'],
  ['a field too many', '{"tell":"theme","theme":"dark","x":1}'],
])('what is none is not taken: %s', async (_name, text) => {
  const stderr = quietly();
  const { send, ask, told, asked } = desk();
  send(PAGE_TELLS, text);
  expect(await ask(text)).toBe('{"problem":"The question was not understood."}');
  expect([told.mock.calls, asked.mock.calls]).toEqual([[], []]);
  expect(String(stderr.mock.calls[0]?.[0])).toContain('was not understood');
  stderr.mockRestore();
});

test('questions are answered; what goes wrong is answered in words', async () => {
  const { ask, asked } = desk();
  asked.mockResolvedValueOnce({ path: '/a' });
  expect(await ask('{"ask":"open-path"}')).toBe('{"path":"/a"}');
  asked.mockRejectedValueOnce(new Error('The disk is full.'));
  expect(await ask('{"ask":"save-path","name":"x"}')).toBe('{"problem":"The disk is full."}');
});

test('another page is refused on every channel', async () => {
  const stderr = quietly();
  const { send, ask, told, asked } = desk();
  send(PAGE_TELLS, '{"tell":"theme","theme":"dark"}', foreign);
  await expect(ask('{"ask":"open-path"}', foreign)).rejects.toThrow('This page may not ask.');
  expect([told.mock.calls, asked.mock.calls]).toEqual([[], []]);
  expect(stderr).toHaveBeenCalledTimes(2);
  stderr.mockRestore();
});

test('a page that is gone is told nothing', () => {
  const send = vi.fn();
  const contents = (gone: boolean) => ({ isDestroyed: () => gone, send }) as unknown as WebContents;
  tellPage(contents(true), { tell: 'command', id: 'x' });
  tellPage(contents(false), { tell: 'command', id: 'y' });
  expect(send.mock.calls).toEqual([[SHELL_TELLS, '{"tell":"command","id":"y"}']]);
});
