// What every browser test gets: a Socket Lab of its own, its page open, and a caller of its API for arranging things.
import { test as base, type Locator, type Page } from '@playwright/test';
import { type ServedLab, serveLab } from '../serve-lab.ts';

export interface LabPage {
  readonly page: Page;
  readonly lab: ServedLab;
  /** Messages the page has written to its console as errors, and exceptions. Must stay empty. */
  readonly errors: readonly string[];
  row(id?: number): Locator;
  end(which: 'client' | 'server'): Locator;
  chunks(speaker?: 'client' | 'server'): Locator;
  composer: Locator;
}

export const test = base.extend<{ labPage: LabPage }>({
  labPage: async ({ page }, use) => {
    const lab = await serveLab();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(lab.url);
    const hook = (name: string) => page.getByTestId(name);
    await use({
      page,
      lab,
      errors,
      row: (id) => page.locator(id === undefined ? '[data-conn-id][role=row]' : `[role=row][data-conn-id="${id}"]`),
      end: (which) => page.locator(`[data-testid=end-card][data-end=${which}]`),
      chunks: (speaker) =>
        page.locator(speaker ? `[data-testid=chunk][data-speaker=${speaker}]` : '[data-testid=chunk]'),
      composer: hook('composer'),
    });
    await lab[Symbol.asyncDispose]();
    if (errors.length > 0) throw new Error(`the page has reported errors:\n${errors.join('\n')}`);
  },
});

export { expect } from '@playwright/test';
