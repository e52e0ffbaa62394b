import { app, Menu } from 'electron';
import type { MenuCommand } from '../../shared/desktop/messages.ts';
import { type MenuActions, menuTemplate } from './menu-template.ts';

/**
 * The native menu bar. What may be chosen and what is on changes in place, so that a menu somebody has open stays open; for
 * anything else it is made anew, because Electron's items keep their titles for life.
 */
export class AppMenu {
  readonly #actions: MenuActions;
  #commands: readonly MenuCommand[] = [];
  #recent: readonly string[];

  constructor(actions: MenuActions, recent: readonly string[]) {
    this.#actions = actions;
    this.#recent = recent;
    this.#put();
  }

  setCommands(commands: readonly MenuCommand[]): void {
    const same = shapeOf(commands) === shapeOf(this.#commands);
    this.#commands = commands;
    if (same) this.#update();
    else this.#put();
  }
  setRecent(recent: readonly string[]): void {
    this.#recent = recent;
    this.#put();
  }

  #update(): void {
    const menu = Menu.getApplicationMenu();
    for (const { id, enabled, checked } of this.#commands) {
      const item = menu?.getMenuItemById(id);
      if (!item) continue; // one that the system has in its own place
      item.enabled = enabled;
      if (checked !== undefined) item.checked = checked;
    }
  }

  #put(): void {
    const template = menuTemplate(
      {
        platform: process.platform,
        packaged: app.isPackaged,
        appName: app.getName(),
        commands: this.#commands,
        recent: this.#recent,
      },
      this.#actions,
    );
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }
}

/** What of the commands decides how the menu is built. */
const shapeOf = (commands: readonly MenuCommand[]) =>
  JSON.stringify(
    commands.map(({ id, title, group, keys, checked }) => [id, title, group, keys, checked !== undefined]),
  );
