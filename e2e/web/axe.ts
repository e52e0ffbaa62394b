// What the specs of access share.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

export type Theme = 'light' | 'dark';

/** The rules whose outcome hangs on the theme. The specs visit the same places in both: the others need one look. */
const ofColour = ['color-contrast', 'link-in-text-block'];

/** What axe finds that is serious or worse, in words. */
export async function serious(page: Page, theme: Theme): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options(
      theme === 'light'
        ? { rules: { 'label-content-name-mismatch': { enabled: true } } }
        : { runOnly: { type: 'rule', values: ofColour } },
    )
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
}

/** Has the page look so when it is opened next. */
export const chooseTheme = (page: Page, theme: Theme) =>
  page.evaluate((chosen) => localStorage.setItem('socket-lab.settings', JSON.stringify({ theme: chosen })), theme);
