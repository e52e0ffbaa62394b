// What the specs of access share.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds that is serious or worse, in words. */
export async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'label-content-name-mismatch': { enabled: true } } })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
}

/** Has the page look so when it is opened next. */
export const chooseTheme = (page: Page, name: 'light' | 'dark') =>
  page.evaluate((chosen) => localStorage.setItem('socket-lab.settings', JSON.stringify({ theme: chosen })), name);
