import { openPage } from '../browser.mjs';
import { row } from '../measure.mjs';
import { lab, labServer, standingLoad } from '../processes.mjs';

const CONNECTIONS = 10_000;
const ACTIVE = 1_000;
const SCROLL_MS = 3_000;
const CHANGES = 40;
const GRID = '[data-testid=connections-grid]';

/** The bench with ten thousand open connections, a thousand of them talking. */
export const crowdBenchmark = {
  name: 'crowd',
  title: `${CONNECTIONS} open connections, ${ACTIVE} of them active`,
  async run({ rounds }) {
    const values = { snapshot: [], table: [], scrolling: [], worst: [], latency: [], loop: [] };
    for (let round = 0; round < Math.min(rounds, 2); round++) {
      const { snapshot, table, scrolling, latency, loop } = await once();
      values.snapshot.push(snapshot);
      values.table.push(table);
      values.scrolling.push(scrolling.fps);
      values.worst.push(scrolling.worstMs);
      values.latency.push(latency);
      values.loop.push(loop);
    }
    const milliseconds = { unit: 'ms', better: 'less', absolute: true };
    return [
      row({ what: 'snapshot over the API', values: values.snapshot, ...milliseconds }),
      row({ what: 'first full table', values: values.table, budget: 1_000, ...milliseconds }),
      row({ what: 'scrolling', unit: 'frames/s', values: values.scrolling, budget: 50, absolute: true }),
      row({ what: 'longest frame while scrolling', values: values.worst, ...milliseconds }),
      row({ what: 'socket fact to the screen, p95', values: values.latency, budget: 150, ...milliseconds }),
      row({ what: 'engine event loop, p99', values: values.loop, budget: 20, ...milliseconds }),
    ];
  },
};

async function once() {
  const { stop: stopLab, ...engine } = await lab();
  const port = await labServer(engine, { options: { allowHalfOpen: true } });
  const load = { port, connections: CONNECTIONS, active: ACTIVE, bytes: 64, everyMs: 1_000 };
  const clients = await standingLoad('busy', load);
  const snapshot = await time(() => engine.call('lab.snapshot'));
  const opened = await openPage(engine.url, (page) =>
    page
      .locator(`${GRID}[aria-rowcount="${CONNECTIONS + 1}"] [role=row][data-conn-id]`)
      .first()
      .waitFor(),
  );
  const scrolling = await scroll(opened.page);
  const latency = await latencies(opened.page, engine);
  const { eventLoopDelayMs } = await engine.call('lab.stats');
  await opened.stop();
  await clients.stop();
  await stopLab();
  return { snapshot, table: opened.tookMs, scrolling, latency, loop: eventLoopDelayMs.p99 };
}

async function time(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Scrolls the grid by a row's height each frame and looks at the time between frames. */
function scroll(page) {
  return page.locator(GRID).evaluate(
    (grid, forMs) =>
      new Promise((resolve) => {
        const frames = [];
        let last;
        const startedAt = performance.now();
        const step = (now) => {
          if (last !== undefined) frames.push(now - last);
          last = now;
          grid.scrollTop += 28;
          if (now - startedAt < forMs) requestAnimationFrame(step);
          else resolve({ fps: frames.length / ((now - startedAt) / 1000), worstMs: Math.max(...frames) });
        };
        requestAnimationFrame(step);
      }),
    SCROLL_MS,
  );
}

/** How long after Node has told of a FIN the row says so; the 95th percentile. */
async function latencies(page, { call }) {
  const { sockets } = await call('lab.snapshot');
  const known = new Set(sockets.map((socket) => socket.socketId));
  const took = [];
  for (let i = 0; i < CHANGES; i++) {
    const socketId = Number(
      await page.evaluate(async (grid) => {
        const box = document.querySelector(grid).getBoundingClientRect();
        const visible = () =>
          [...document.querySelectorAll(`${grid} [role=row][data-conn-id][data-state=open]`)].find((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return top > box.top + 60 && bottom < box.bottom;
          });
        while (!visible()) await new Promise(requestAnimationFrame);
        const row = visible();
        const changed = new Promise((resolve) => {
          const observer = new MutationObserver(() => {
            if (row.dataset.state === 'open') return;
            observer.disconnect();
            resolve(performance.timeOrigin + performance.now());
          });
          observer.observe(row, { attributes: true, attributeFilter: ['data-state'] });
        });
        Object.assign(window, { changed });
        return row.dataset.connId;
      }, GRID),
    );
    if (!known.has(socketId)) throw new Error(`the grid shows a connection ${socketId} that the lab does not have`);
    const before = Date.now();
    await call('socket.end', { socketId });
    const shown = await page.evaluate(() => window.changed);
    took.push(shown - before);
  }
  took.sort((a, b) => a - b);
  return took[Math.floor(took.length * 0.95)];
}
