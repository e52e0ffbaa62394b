import { chromium } from '@playwright/test';
import { ensureChromium } from '../../ensure-chromium.mjs';
import { row } from '../measure.mjs';
import { lab } from '../processes.mjs';

const HOST = '127.0.0.1';
/** Chunks that are there before a tab is opened: each is a write at one end and a read at the other. */
const CHUNKS = 2_500;
const MANY_CHUNKS = 25_000;
const MEASURE_MS = 4_000;
const WRITES_AT_ONCE = 20;
const BETWEEN_MS = 20;

/** Frame times of the page with Ladder and Pipes open while bytes move, and how long a large ladder takes to open. */
export const diagramsBenchmark = {
  name: 'diagrams',
  title: `Frames with Ladder and Pipes open under load (1,000 writes/s, ${CHUNKS * 2} events), headless Chromium`,
  async run({ rounds }) {
    const { call, url, stop } = await lab();
    const browser = await chromium.launch({
      executablePath: ensureChromium(),
      args: process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [],
    });
    const found = {};
    const note = (name, value) => {
      found[name] = [...(found[name] ?? []), value];
    };
    try {
      for (let round = 0; round < rounds; round++) {
        await call('lab.reset');
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        await page.goto(url);
        const pair = await makePair(call);
        await send(call, pair, CHUNKS);
        await page.locator(`[role=row][data-conn-id="${pair.client}"]`).click();
        for (const [name, tab, prepare] of [
          ['nothing but the stream', 'stream', async () => {}],
          ['Ladder, runs collapsed', 'ladder', async () => {}],
          ['Ladder, every chunk a row', 'ladder', () => page.getByTestId('ladder-collapse').uncheck()],
          ['Pipes', 'pipes', async () => {}],
        ]) {
          await page.getByTestId(`tab-${tab}`).click();
          await page.getByTestId(tab).waitFor();
          await prepare();
          const { p95 } = await framesUnderLoad(call, page, pair);
          note(name, p95);
        }
        await page.close();
        const opening = await openingOfMany(call, browser, url);
        note(`open a Ladder of ${MANY_CHUNKS * 2} events`, opening);
      }
    } finally {
      await browser.close();
      await stop();
    }
    return Object.entries(found).map(([what, values]) =>
      what.startsWith('open')
        ? row({ what, unit: 'ms', values, better: 'less', budget: 3_000, absolute: true })
        : row({ what: `${what}: p95 of frames`, unit: 'ms', values, better: 'less', budget: 50, absolute: true }),
    );
  },
};

async function makePair(call) {
  const { address } = await call('server.listen', {
    listen: { port: 0, host: HOST },
    options: { allowHalfOpen: true },
  });
  const { socketId: client } = await call('socket.connect', { target: { port: address.port, host: HOST } });
  for (;;) {
    const { sockets } = await call('lab.snapshot');
    const server = sockets.find((socket) => socket.peerSocketId === client)?.socketId;
    if (server !== undefined) return { client, server };
  }
}

/** Sends chunks of 1,000 bytes and waits until they are read. */
async function send(call, { client, server }, count) {
  const before = await readBy(call, server);
  const data = 'x'.repeat(1_000);
  for (let i = 0; i < count; i += WRITES_AT_ONCE) {
    await Promise.all(Array.from({ length: WRITES_AT_ONCE }, () => call('socket.write', { socketId: client, data })));
  }
  while ((await readBy(call, server)) < before + count * 1_000) await pause(20);
}

async function readBy(call, socketId) {
  const { sockets } = await call('lab.snapshot');
  return sockets.find((socket) => socket.socketId === socketId).counts.bytesRead;
}

/** Times between frames while a thousand writes a second go over the connection. */
async function framesUnderLoad(call, page, { client }) {
  let going = true;
  const data = 'x'.repeat(1_000);
  const load = (async () => {
    while (going) {
      await Promise.all(Array.from({ length: WRITES_AT_ONCE }, () => call('socket.write', { socketId: client, data })));
      await pause(BETWEEN_MS);
    }
  })();
  const times = await page.evaluate(
    (forMs) =>
      new Promise((resolve) => {
        const gaps = [];
        const began = performance.now();
        let last = began;
        const frame = (now) => {
          gaps.push(now - last);
          last = now;
          if (now - began > forMs) resolve(gaps);
          else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    MEASURE_MS,
  );
  going = false;
  await load;
  times.sort((a, b) => a - b);
  return { p95: times[Math.floor(times.length * 0.95)] };
}

/** From the click on the tab to the first drawn row, with more chunks than are drawn one by one. */
async function openingOfMany(call, browser, url) {
  await call('lab.reset');
  const pair = await makePair(call);
  await send(call, pair, MANY_CHUNKS);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(url);
  await page.locator(`[role=row][data-conn-id="${pair.client}"]`).click();
  const began = performance.now();
  await page.getByTestId('tab-ladder').click();
  await page.locator('[data-testid=ladder-row][data-kind=run]').first().waitFor();
  const took = performance.now() - began;
  await page.close();
  return took;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
