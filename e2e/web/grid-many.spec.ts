// The grid with very many connections: ux.md section 8, number 28, and the DOM rows, banner and input latency of 32.
import { crowd, gridOf, listen } from './crowd.ts';
import { expect, test } from './fixture.ts';

// A trace takes pictures at each of a thousand key presses.
test.use({ trace: 'off' });

test('UX28 the grid: roles, true row numbers, one tab stop, an active row that is there after 1,000 presses of ↓', async ({
  labPage,
}) => {
  test.setTimeout(240_000);
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Echo', 'echo');
  await using _crowd = await crowd(port, 1_010);
  const grid = gridOf(page);
  await expect(grid).toHaveAttribute('aria-rowcount', '1011');
  await expect(grid).toHaveRole('grid');
  await expect(grid).toHaveAttribute('aria-multiselectable', 'true');
  expect(await grid.locator('[tabindex="0"], button:not([tabindex="-1"]), input, a[href]').count()).toBe(0);
  await row().first().click();
  await expect(grid).toBeFocused();
  for (let i = 0; i < 1_000; i++) await page.keyboard.press('ArrowDown');
  const active = await grid.getAttribute('aria-activedescendant');
  const line = page.locator(`#${active}`);
  await expect(line).toHaveAttribute('aria-rowindex', '1002');
  await expect(line).toHaveAttribute('aria-selected', 'true');
  await expect(line).toBeInViewport();
  await expect(line).toHaveAccessibleName(
    /^Connection \d+, open, from 127\.0\.0\.1 port \d+ to Echo port \d+, sent 0 bytes/u,
  );
  expect(await page.locator('[role=row]').count()).toBeLessThan(100);
  await grid.evaluate((element) => element.scrollTo(0, 0));
  await expect(page.locator('[aria-rowindex="2"]')).toBeInViewport();
  await expect(line).toBeAttached();
});

test('UX32 above 2,000 live rows: simplified and said, few rows in the document, keys answered at once; details on wish', async ({
  labPage,
}) => {
  test.setTimeout(90_000);
  const { page, lab, row } = labPage;
  const { port } = await listen(lab, 'Discard', 'discard');
  await using few = await crowd(port, 20);
  await expect(page.getByTestId('sparkline').first()).toBeAttached();
  few.sockets[0]?.destroy();
  await expect(page.locator('[data-state=closed]')).toHaveCount(1);
  await using others = await crowd(port, 2_050);
  const banner = page.getByTestId('storm-banner');
  await expect(banner).toHaveText(/^Simplified while 2 0\d\d connections are activeKeep details$/u, {
    timeout: 20_000,
  });
  await expect(page.getByTestId('sparkline')).toHaveCount(0);
  await expect(page.locator('[data-divider=fold]')).toHaveCount(0); // far below: only lines in sight are in the document
  await expect(gridOf(page)).toHaveAttribute('aria-rowcount', String(1 + 2_069 + 1));
  await row().first().click();
  await page.keyboard.press('End');
  await expect(page.locator('[data-divider=fold]')).toHaveText('Closed (1)');
  expect(await page.locator('[role=row]').count()).toBeLessThan(100);

  // Every socket sends: thousands of counts change while keys are pressed.
  const chatter = setInterval(() => {
    for (let i = 0; i < 200; i++) others.sockets[Math.floor(Math.random() * others.sockets.length)]?.write('chatter');
  }, 20);
  try {
    expect(await gridOf(page).evaluate(pressAndMeasure)).toBeLessThan(100);
    expect(await page.locator('[role=row]').count()).toBeLessThan(100);
  } finally {
    clearInterval(chatter);
  }
  await page.getByRole('button', { name: 'Keep details' }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByTestId('sparkline').first()).toBeAttached();
});

/**
 * Presses ↑ in the page and waits for the frame that shows it: milliseconds from press to frame, the median of forty. The
 * benchmark `crowd` looks at the slow ones; here the machine may be at something else now and then.
 */
async function pressAndMeasure(grid: Element): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const before = grid.getAttribute('aria-activedescendant');
    const start = performance.now();
    grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, cancelable: true }));
    while (grid.getAttribute('aria-activedescendant') === before) await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[20] ?? 0;
}
