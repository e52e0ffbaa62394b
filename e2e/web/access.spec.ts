// Access: ux.md 7.4 and section 8, numbers 29 to 31; themes, forced colours, zoom and the font.
import { chooseTheme, serious } from './axe.ts';
import { expect, test } from './fixture.ts';

for (const name of ['light', 'dark'] as const) {
  test(`UX30 axe finds nothing serious on any screen, dialog and menu, ${name}`, async ({ labPage }) => {
    test.setTimeout(240_000);
    const { page, lab, row } = labPage;
    await chooseTheme(page, name);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', name);
    await expect(page.getByTestId('start')).toBeVisible();
    const check = async (what: string) => expect.soft(await serious(page, name), what).toEqual([]);
    await check('Start');
    await page.getByTestId('settings').click();
    await expect(page.getByTestId('settings-close')).toBeVisible();
    await check('Settings');
    await page.getByTestId('settings-close').click();
    await page.getByTestId('notices-button').click();
    await check('the notices');
    await page.getByTestId('notices-button').click();
    await page.getByTestId('start-echo').click();
    await lab.caller.event('socket.paired');
    const { socketId } = await lab.caller.call('socket.connect', { target: { host: '127.0.0.1', port: 1 } });
    await expect(row(socketId)).toHaveAttribute('data-state', 'refused');
    await page.getByTestId('composer').press('Enter');
    await expect(page.getByTestId('chunk')).toHaveCount(2);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await check(`the tab ${await tab.innerText()}`);
    }
    await page.getByTestId('tab-stream').click();
    await row(socketId).click();
    await check('a refused connection');
    const closing = async (what: string) => {
      await check(what);
      await page.keyboard.press('Escape');
    };
    await page.getByTestId('listen').click();
    await page.locator('summary').click();
    await closing('Listen');
    await page.getByTestId('connect').click();
    await page.locator('summary').click();
    await closing('Connect');
    await page.getByTestId('act-more').click();
    await closing('the menu of an end');
    await page.getByTestId('act-close-menu').click();
    await closing('the menu of closing');
    await page.keyboard.press('Control+k');
    await expect(page.getByTestId('palette')).toBeVisible();
    await page.keyboard.type('re');
    await closing('the palette');
    await page.keyboard.press('Control+/');
    await expect(page.getByTestId('keys-sheet')).toBeVisible();
    await closing('the sheet of keys');
    await page.getByTestId('tools-open').click();
    for (const tab of await page.getByTestId('tools').getByRole('tab').all()) {
      await tab.click();
      await check(`the tool ${await tab.innerText()}`);
    }
  });
}

test('UX29 what is clicked is at least 24 by 24 pixels, and splitters move by keyboard', async ({ labPage }) => {
  const { page, lab } = labPage;
  const small = () =>
    page.evaluate(() => {
      const targets = document.querySelectorAll<HTMLElement>(
        'button, a[href], select, input:not([type=hidden]), textarea, [role=tab], [role=option], [role=menuitem], summary',
      );
      return [...targets].flatMap((target) => {
        // A label acts as its field does.
        const boxes = [target, ...(target instanceof HTMLInputElement ? (target.labels ?? []) : [])].map((e) =>
          e.getBoundingClientRect(),
        );
        const width = Math.max(...boxes.map((box) => box.width));
        const height = Math.max(...boxes.map((box) => box.height));
        if (width === 0 || target.closest('.visually-hidden') || target.inert) return [];
        const name = target.dataset.testid ?? target.getAttribute('aria-label') ?? target.textContent?.slice(0, 30);
        return width < 23.5 || height < 23.5 ? [`${name} ${Math.round(width)}×${Math.round(height)}`] : [];
      });
    });
  expect.soft(await small(), 'Start').toEqual([]);
  await page.getByTestId('start-echo').click();
  await lab.caller.event('socket.paired');
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    expect.soft(await small(), await tab.innerText()).toEqual([]);
  }
  for (const opener of ['listen', 'connect', 'palette-open', 'tools-open', 'act-close-menu']) {
    await page.getByTestId(opener).click();
    await expect(page.locator('dialog[open], [role=menu]')).toHaveCount(1);
    expect.soft(await small(), opener).toEqual([]);
    await page.keyboard.press('Escape');
  }
  const splitter = page.getByRole('separator', { name: 'Endpoints' });
  const before = await page.getByTestId('sidebar').evaluate((e) => e.clientWidth);
  await splitter.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.getByTestId('sidebar').evaluate((e) => e.clientWidth)).toBeGreaterThan(before);
});

test('UX31 with reduced motion nothing runs, neither by the system nor by the setting', async ({ labPage }) => {
  const { page, lab, composer, chunks } = labPage;
  const running = () =>
    page.evaluate(() =>
      document.getAnimations().flatMap((animation) => {
        const { duration } = animation.effect?.getComputedTiming() ?? {};
        return Number(duration) > 0 ? [String((animation as CSSTransition).transitionProperty ?? animation.id)] : [];
      }),
    );
  const busy = async () => {
    await page.getByTestId('playground').click();
    await expect(composer).toBeFocused();
    await composer.press('Enter');
    await expect(chunks('server').first()).toBeVisible();
    for (const opener of ['listen', 'palette-open', 'act-close-menu']) {
      await page.getByTestId(opener).click();
      expect(await running(), opener).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await running(), `${opener} closed`).toEqual([]);
    }
  };
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await busy();
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('reduce motion');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'none');
  await lab.caller.call('lab.reset', {});
  await busy();
});

test('7.2 in forced colours the selected row, the state and the focus are told by lines', async ({ labPage }) => {
  const { page, row } = labPage;
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByTestId('start-echo').click();
  await expect(row()).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByTestId('composer')).toBeFocused();
  await page.getByTestId('connections-grid').focus();
  const lines = await row().evaluate((e) => {
    const { outlineStyle, outlineWidth, borderLeftWidth, boxShadow } = getComputedStyle(e);
    return {
      outline: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth),
      border: Number.parseFloat(borderLeftWidth),
      boxShadow,
    };
  });
  expect(Math.max(lines.outline, lines.border)).toBeGreaterThanOrEqual(2);
  const chip = row().locator('[data-chip]').first();
  expect(await chip.evaluate((e) => Number.parseFloat(getComputedStyle(e).borderTopWidth))).toBeGreaterThanOrEqual(1);
  const selectedTab = page.getByRole('tab', { selected: true });
  expect(
    await selectedTab.evaluate((e) => Number.parseFloat(getComputedStyle(e).borderBottomWidth)),
  ).toBeGreaterThanOrEqual(2);
});

test('7.1 at 200 % zoom everything that acts can be reached, and nothing scrolls sideways but the grids', async ({
  labPage,
}) => {
  const { page, lab } = labPage;
  await page.setViewportSize({ width: 640, height: 400 }); // 1280×800 at 200 %
  await page.getByTestId('start-echo').click();
  await lab.caller.event('socket.paired');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
  for (const id of [
    'listen',
    'connect',
    'palette-open',
    'act-finish',
    'act-close-menu',
    'act-more',
    'send',
    'tab-options',
  ]) {
    const target = page.getByTestId(id);
    await target.scrollIntoViewIfNeeded();
    await expect(target, id).toBeInViewport({ ratio: 0.9 });
  }
  await page.getByTestId('listen').click();
  const submit = page.getByTestId('listen-submit');
  await expect(submit).toBeInViewport({ ratio: 0.9 });
});

test('UX27 at 400 % zoom the Composer, the forms and the failures lose nothing', async ({ labPage }) => {
  const { page, lab, row } = labPage;
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByTestId('start-echo').click();
  await lab.caller.event('socket.paired');
  /** Each thing is reached by scrolling down only, and lies within the width. */
  const within = async (ids: readonly string[]) => {
    for (const id of ids) {
      const target = page.getByTestId(id).first();
      await target.scrollIntoViewIfNeeded();
      await expect.soft(target, id).toBeInViewport({ ratio: 0.9 });
      const box = await target.boundingBox();
      expect.soft(Math.round((box?.x ?? 0) + (box?.width ?? 999)), `the right edge of ${id}`).toBeLessThanOrEqual(320);
      expect.soft(Math.round(box?.x ?? -1), `the left edge of ${id}`).toBeGreaterThanOrEqual(0);
    }
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  };
  await within(['composer', 'send', 'send-finish', 'act-finish', 'act-close-menu', 'act-more', 'tab-options']);
  await page.getByTestId('listen').click();
  await page.locator('dialog[open] summary').first().click();
  await within(['field-port', 'listen-submit']);
  await page.keyboard.press('Escape');
  await page.getByTestId('connect').click();
  await within(['field-port', 'connect-submit']);
  await page.keyboard.press('Escape');
  const { socketId } = await lab.caller.call('socket.connect', { target: { host: '127.0.0.1', port: 1 } });
  await row(socketId).click();
  await within(['try-again', 'start-server-here', 'retry']);
});

test('7.1 the font of high legibility is loaded when it is chosen, and not before', async ({ labPage }) => {
  const { page } = labPage;
  const fonts: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.woff2')) fonts.push(request.url());
  });
  await page.reload();
  await expect(page.getByTestId('start')).toBeVisible();
  expect(fonts.filter((url) => url.includes('atkinson'))).toEqual([]);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('high legibility');
  await page.keyboard.press('Enter');
  await expect.poll(() => fonts.filter((url) => url.includes('atkinson')).length).toBeGreaterThan(0);
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toMatch(/^"?Atkinson/u);
});

test('7.4 landmarks have names, and what happens to the selected connection is said', async ({ labPage }) => {
  const { page, lab } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(page.getByRole('banner')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Endpoints' })).toBeVisible();
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toBeVisible();
  const client = (await lab.caller.call('lab.snapshot', {})).sockets.find((s) => s.origin === 'dialled');
  if (!client) throw new Error('the client should be there');
  await lab.caller.call('socket.end', { socketId: client.socketId });
  await expect(page.getByTestId('selection-said')).toContainText('Receive-only');
});
