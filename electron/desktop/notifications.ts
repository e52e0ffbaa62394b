// Shows notifications of the system, only while no window of ours has the focus.
import { BrowserWindow, Notification } from 'electron';
import { type Note, NotePacer } from './notification-rules.ts';

export class Notifications {
  readonly #pacer = new NotePacer();
  readonly #onClick: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** `onClick` is called when a person clicks one. */
  constructor(onClick: () => void) {
    this.#onClick = onClick;
  }

  add(note: Note): void {
    if (BrowserWindow.getFocusedWindow() || !Notification.isSupported()) return;
    const waitMs = this.#pacer.add(note, performance.now());
    this.#timer ??= setTimeout(() => this.#show(), waitMs);
  }

  #show(): void {
    this.#timer = undefined;
    if (BrowserWindow.getFocusedWindow()) {
      this.#pacer.forget(); // the window shows it
      return;
    }
    const note = this.#pacer.take(performance.now());
    if (!note) return;
    const shown = new Notification(note);
    shown.on('click', this.#onClick);
    shown.show();
  }
}
