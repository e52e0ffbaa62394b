// What every browser test gets: a Socket Lab of its own, its page open, and a caller of its API for arranging things. The
// same specs run on two shells: the served page in a browser, and the desktop app.
import { test as base, type Locator, type Page, type TestInfo } from '@playwright/test';
import { hasSnapshot, openDesktop } from '../desktop/fixture.ts';
import { target } from '../desktop/launch.ts';
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

type Shell = 'web' | 'desktop';

export const test = base.extend<{ labPage: LabPage; shell: Shell }>({
  shell: ['web', { option: true }],

  labPage: async ({ page: browserPage, shell }, use, info) => {
    const errors: string[] = [];
    const { page, lab } = shell === 'web' ? { page: browserPage, lab: await serveLab() } : await desktopLab(info);
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    if (shell === 'web') await page.goto(lab.url);
    await hasSnapshot(page);
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
    const reported = [...errors]; // what a page says that loses its server at the end of a test is no finding
    await lab[Symbol.asyncDispose]();
    if (reported.length > 0) throw new Error(`the page has reported errors:\n${reported.join('\n')}`);
  },
});

let announced = false;

/** The desktop app as a lab. It is not served, so it has no address to give. */
async function desktopLab(info: TestInfo): Promise<{ page: Page; lab: ServedLab }> {
  if (info.parallelIndex === 0 && !announced) console.log(`The desktop shell runs on ${target.words}.`);
  announced = true;
  const desktop = await openDesktop(info);
  const caller = await desktop.caller();
  const none = (): never => {
    throw new Error('The desktop app is not served: this spec runs on the web shell only.');
  };
  const lab: ServedLab = {
    get url() {
      return none();
    },
    get api() {
      return none();
    },
    get folder() {
      return none();
    },
    process: desktop.app.process(),
    pid: desktop.app.process().pid ?? 0,
    caller,
    [Symbol.asyncDispose]: () => desktop.close(),
  };
  return { page: desktop.page, lab };
}

export { expect } from '@playwright/test';
