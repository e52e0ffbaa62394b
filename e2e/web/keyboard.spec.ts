// Everything by keyboard: ux.md 6.1 and section 8, numbers 26 and 27.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

/** Makes any use of a pointer an error: what this page does, it does by keyboard. */
async function withoutPointer(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const type of ['pointerdown', 'mousedown', 'touchstart']) {
      window.addEventListener(type, () => console.error(`a ${type} in a run without a pointer`), true);
    }
  });
}

/** The test id, or else the name of what has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName ?? '');

/** Presses Tab until something has the focus; whoever has no pointer has no other way. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if ((await focused(page)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${id} is not reached by Tab`);
}

test('UX26 the whole daily path without a pointer: echo, connect, send, stop reading, resume, finish, export', async ({
  labPage,
}) => {
  const { page, lab, row, end, chunks, composer } = labPage;
  await expect(page.getByTestId('start')).toBeVisible();
  await withoutPointer(page);
  // An echo server, by the form.
  await page.keyboard.press('Alt+l');
  await expect(page.getByTestId('listen-dialog')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('listen-dialog')).toHaveCount(0);
  const { address } = await lab.caller.event('server.listening');
  const { port } = address as { port: number };
  // A connection, by the form.
  await page.keyboard.press('Alt+d');
  await expect(page.getByTestId('connect-dialog')).toBeVisible();
  await tabTo(page, 'field-port');
  await page.keyboard.type(String(port));
  await page.keyboard.press('Enter');
  await expect(row()).toHaveAttribute('data-state', 'open');
  // Send.
  await page.keyboard.press('Control+j');
  await expect(composer).toBeFocused();
  await page.keyboard.type('hello');
  await page.keyboard.press('Enter');
  await expect(chunks('server')).toContainText('hello');
  // Stop reading, resume, finish, in the list.
  await page.keyboard.press('Alt+g');
  await expect(page.getByTestId('connections-grid')).toBeFocused();
  await page.keyboard.press('p');
  await expect(end('client')).toHaveAttribute('data-conditions', /not-reading/u);
  await page.keyboard.press('p');
  await expect(end('client')).not.toHaveAttribute('data-conditions', /not-reading/u);
  await page.keyboard.press('f');
  await expect(end('client')).toHaveAttribute('data-state', /receive-only|closed/u);
  // What the server has said goes into a file.
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('palette')).toBeVisible();
  await page.keyboard.type('save all server bytes');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect(readFileSync(await (await download).path(), 'utf8')).toBe('hello');
  // The server goes, too: it is the only one.
  await page.keyboard.press('Control+.');
  await lab.caller.event('server.close');
});

test('6.1 F6 goes round the panes and comes back to where the focus was in each', async ({ labPage }) => {
  const { page, composer } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(composer).toBeFocused();
  const order: string[] = [];
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('F6');
    order.push(await focused(page));
  }
  expect(order[0]).toBe('notices-button');
  expect(order[2]).toBe('connections-grid');
  expect(order[3]).toBe('tab-stream');
  expect(order[4]).toBe(await composer.getAttribute('data-testid'));
  await expect(page.getByTestId('said')).toHaveText('Composer');
  await page.keyboard.press('Shift+F6');
  expect(await focused(page)).toBe('tab-stream');
  await page.keyboard.press('Tab');
  const inside = await focused(page);
  await page.keyboard.press('F6');
  await page.keyboard.press('Shift+F6');
  expect(await focused(page)).toBe(inside);
});

test('6.1 keys that type a character act in lists only, and can be switched off', async ({ labPage }) => {
  const { page, end, composer } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(composer).toBeFocused();
  await page.keyboard.type('fpc?');
  await expect(composer).toHaveValue(/fpc\?/u);
  await expect(end('client')).toHaveAttribute('data-state', 'open');
  await page.getByTestId('connections-grid').focus();
  await page.keyboard.press('?');
  await expect(page.getByTestId('keys-sheet')).toBeVisible();
  await page.getByRole('checkbox', { name: /Keys without a modifier/u }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('connections-grid')).toBeFocused();
  await page.keyboard.press('?');
  await page.keyboard.press('f');
  await expect(page.getByTestId('keys-sheet')).toHaveCount(0);
  await expect(end('client')).toHaveAttribute('data-state', 'open');
  await page.keyboard.press('Control+/');
  await expect(page.getByTestId('keys-sheet')).toBeVisible();
});

test('6.1 every key can be changed, a conflict is said, and the change is kept', async ({ labPage }) => {
  const { page, composer } = labPage;
  await expect(page.getByTestId('start')).toBeVisible();
  await page.keyboard.press('Control+/');
  await page.getByTestId('keys-find').fill('playground');
  await page.getByRole('button', { name: 'Change the key of Echo playground' }).press('Enter');
  await expect(page.getByTestId('key-catcher')).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('key-conflict')).toHaveText('Ctrl+K is “Command palette” now.');
  await page.keyboard.press('Control+Shift+Y');
  await expect(page.getByTestId('key-conflict')).toBeEmpty();
  await page.getByTestId('key-take').press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('playground')).toHaveAttribute('title', /Ctrl\+Shift\+Y/u);
  await page.reload();
  await expect(page.getByTestId('start')).toBeVisible();
  await page.keyboard.press('Control+Shift+E');
  await page.keyboard.press('Control+Shift+Y');
  await expect(composer).toBeFocused();
  await expect(page.getByTestId('server-item')).toHaveCount(1);
  await page.keyboard.press('Control+/');
  await page.getByTestId('keys-reset-all').press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('playground')).toHaveAttribute('title', /Ctrl\+Shift\+E/u);
});

test('6.1 the sidebar goes and comes, and the tabs of the inspector are reached', async ({ labPage }) => {
  const { page, composer } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(composer).toBeFocused();
  await page.keyboard.press('Control+\\');
  await expect(page.getByTestId('sidebar')).toHaveCount(0);
  await page.keyboard.press('Control+\\');
  await expect(page.getByTestId('sidebar')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('inspector options');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('options')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const)
  test(`UX27 the focus is always visible, and never behind what sticks, ${theme}`, async ({ labPage }) => {
    const { page, lab } = labPage;
    await page.evaluate((theme) => localStorage.setItem('socket-lab.settings', JSON.stringify({ theme })), theme);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await page.getByTestId('start-echo').click();
    await lab.caller.event('socket.paired');
    await page.getByTestId('tab-options').click();
    await page.locator('body').press('Tab');
    const seen = new Set<string>();
    for (let i = 0; i < 140; i++) {
      await page.keyboard.press('Tab');
      const facts = await page.evaluate(describeFocus);
      if (facts === null) continue; // the browser's own controls
      if (seen.has(facts.path)) break;
      seen.add(facts.path);
      expect.soft(facts.ring, `the ring of ${facts.what}`).toBeGreaterThanOrEqual(2);
      expect.soft(facts.contrast, `the contrast of the ring of ${facts.what}`).toBeGreaterThanOrEqual(3);
      expect.soft(facts.covered, `${facts.what} is covered by ${facts.covered}`).toBe('');
    }
    expect(seen.size).toBeGreaterThan(30);
  });

test('UX27 Escape gives the focus back to the opener, from every dialog', async ({ labPage }) => {
  const { page, composer } = labPage;
  await page.getByTestId('start-echo').click();
  await expect(composer).toBeFocused(); // the playground is there, and takes the focus no more
  for (const opener of ['listen', 'connect', 'tools-open', 'palette-open', 'act-close-menu', 'act-more']) {
    await page.getByTestId(opener).focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('dialog[open], [role=menu]')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog[open], [role=menu]')).toHaveCount(0);
    await expect(page.getByTestId(opener)).toBeFocused();
  }
});

/** What has the focus: how wide its ring is, and what lies over its middle. Runs in the page. */
function describeFocus(): { what: string; path: string; ring: number; contrast: number; covered: string } | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const name = (e: Element) =>
    e.getAttribute('data-testid') ?? e.getAttribute('aria-label') ?? (e.textContent?.slice(0, 20) || e.tagName);
  // A grid draws the ring of its active row, and a box that of the field in it.
  const pointed = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
  const rings = [element, element.parentElement, element.parentElement?.parentElement, pointed].flatMap((e) => {
    const {
      outlineStyle = 'none',
      outlineWidth = '0',
      outlineColor = '',
      outlineOffset = '0',
    } = e ? getComputedStyle(e) : {};
    const width = outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
    if (!e || width === 0) return [];
    // A ring that lies inside is seen on the element, one that lies outside on what is around it.
    const ground = Number.parseFloat(outlineOffset) < 0 ? e : (e.parentElement ?? e);
    return [{ width, contrast: contrast(luminance([outlineColor]), luminance(grounds(ground))) }];
  });
  /** The backgrounds from the page up to an element, the lowest first. */
  function grounds(from: Element): string[] {
    const found: string[] = [];
    for (let e: Element | null = from; e; e = e.parentElement) found.unshift(getComputedStyle(e).backgroundColor);
    return found;
  }
  /** Relative luminance (WCAG 2.2) of colours painted over each other. */
  function luminance(colours: readonly string[]): number {
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
    if (!context) return 0;
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one: number, other: number): number {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }
  const box = element.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + Math.min(box.width / 2, 40), box.y + Math.min(box.height / 2, 12));
  const label = at?.closest('label');
  const own = at !== null && (element.contains(at) || at.contains(element) || label?.contains(element) === true);
  const parents: string[] = [];
  for (let e: Element | null = element; e; e = e.parentElement)
    parents.push(String([...(e.parentElement?.children ?? [])].indexOf(e)));
  return {
    what: name(element),
    path: parents.join('/'),
    ring: Math.max(0, ...rings.map(({ width }) => width)),
    contrast: Math.max(0, ...rings.map((ring) => ring.contrast)),
    covered: own ? '' : at === null ? 'the edge of the window' : name(at),
  };
}
