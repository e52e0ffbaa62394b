import { app, Menu } from 'electron';
import type { MenuCommand } from '../../shared/desktop/messages.ts';
import { type MenuActions, menuTemplate } from './menu-template.ts';

/** The native menu bar. It is made anew when what it shows has changed: Electron's items keep their titles for life. */
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
    this.#commands = commands;
    this.#put();
  }
  setRecent(recent: readonly string[]): void {
    this.#recent = recent;
    this.#put();
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
