// A connected pair whose Stream is on screen, and what the specs of the Stream do with it.
import type { Page } from '@playwright/test';
import type { SocketId } from '../../shared/contract/fields.ts';
import { expect, type LabPage } from './fixture.ts';

/** A connected pair whose Stream is on screen; bytes are written by the test through the API. */
export async function pair({ page, lab }: LabPage) {
  const { address } = await lab.caller.call('server.listen', {
    listen: { port: 0, host: '127.0.0.1' },
    options: { allowHalfOpen: true },
  });
  const target = { port: (address as { port: number }).port, host: '127.0.0.1' };
  const { socketId } = await lab.caller.call('socket.connect', { target, options: { allowHalfOpen: true } });
  const { peerSocketId } = await lab.caller.event('socket.paired', (e) => e.socketId === socketId);
  await page.locator('[role=row][data-conn-id]').first().click();
  await expect(page.getByTestId('stream')).toBeVisible();
  const write = (from: SocketId, data: string, encoding?: string) =>
    lab.caller.call('socket.write', { socketId: from, data, ...(encoding && { encoding }) });
  /** Waits until the other end has a number of bytes, so that two writes are two chunks. */
  const say = async (who: 'client' | 'server', data: string, encoding?: string) => {
    const [from, to] = who === 'client' ? [socketId, peerSocketId] : [peerSocketId, socketId];
    const before = (await lab.caller.socket(to)).counts.bytesRead;
    const { bytes } = await write(from, data, encoding);
    await lab.caller.socketWhen(to, (s) => s.counts.bytesRead === before + bytes);
  };
  return { client: socketId, server: peerSocketId, say };
}

export const list = (page: Page) => page.getByTestId('stream-list');
export const view = (page: Page, name: string) => page.getByTestId('stream-mode').selectOption(name);
