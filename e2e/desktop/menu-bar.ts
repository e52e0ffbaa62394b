// The native menu bar as a person finds it.
import { type Desktop, expect } from './fixture.ts';

interface Seen {
  readonly label: string;
  readonly role?: string | undefined;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly accelerator?: string | undefined;
  readonly items: readonly string[];
}

/** The menu item with an id, as Electron has it now. */
export function itemIn({ app }: Desktop, id: string): Promise<Seen | undefined> {
  return app.evaluate(({ Menu }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (!item) return undefined;
    const { label, role, enabled, checked, accelerator, submenu } = item;
    return {
      label,
      role,
      enabled,
      checked,
      accelerator: accelerator ? String(accelerator) : undefined,
      items: (submenu?.items ?? []).filter(({ type }) => type !== 'separator').map(({ label }) => label),
    };
  }, id);
}

/** Chooses a menu item, once it is there and enabled. */
export async function choose(desktop: Desktop, id: string): Promise<void> {
  await expect.poll(async () => (await itemIn(desktop, id))?.enabled, `the menu item ${id}`).toBe(true);
  await desktop.app.evaluate(({ Menu }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (!item) throw new Error(`there is no menu item ${id}`);
    item.click();
  }, id);
}
