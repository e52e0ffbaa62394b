// The page's pipe as the test process sees it, so that the renderer's own transport can run here.
import type { Page } from '@playwright/test';
import { ipcTransport } from '../../renderer/transports/ipc-transport.ts';
import type { LabPipe } from '../../renderer/transports/lab-pipe.ts';
import type { Transport } from '../../shared/contract/transport.ts';

/** A transport over `window.socketLab` of a page on which nobody else uses it. Closing it leaves the page open. */
export async function transportOf(page: Page): Promise<Transport> {
  return ipcTransport(await remotePipe(page));
}

async function remotePipe(page: Page): Promise<LabPipe> {
  const handlers = new Set<(text: string) => void>();
  const early = new Map<number, string>(); // what has overtaken something
  let next = 0;
  await page.exposeBinding('fromPipe', (_source, number: number, text: string) => {
    early.set(number, text);
    for (let due = early.get(next); due !== undefined; due = early.get(next)) {
      early.delete(next++);
      for (const handle of handlers) handle(due);
    }
  });
  await page.evaluate(() => {
    const { socketLab, fromPipe } = window as unknown as Window & { fromPipe(number: number, text: string): void };
    let number = 0;
    socketLab?.onEnvelope((text) => fromPipe(number++, text));
  });

  const waiting: string[] = [];
  let working = false;
  /** One journey into the page at a time, with everything that has come together meanwhile: order is kept. */
  async function deliver(): Promise<void> {
    working = true;
    try {
      while (waiting.length > 0) {
        await page.evaluate((texts) => {
          for (const text of texts) window.socketLab?.send(text);
        }, waiting.splice(0));
      }
    } catch (error) {
      if (!page.isClosed()) throw error;
    } finally {
      working = false;
    }
  }

  return {
    send: (text) => {
      waiting.push(text);
      if (!working) void deliver();
    },
    onEnvelope: (handle) => {
      handlers.add(handle);
      return () => handlers.delete(handle);
    },
    close: () => {
      if (!page.isClosed()) void page.evaluate(() => window.socketLab?.close()).catch(() => {}); // it has closed meanwhile
    },
  };
}
