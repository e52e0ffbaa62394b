// The system's own dialogs: which file, and whether to leave a lab.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { LabWatch } from './lab-watch.ts';
import { leaveQuestion, type Way } from './leave-question.ts';

const filters = [
  { name: 'Socket Lab', extensions: ['socketlab'] },
  { name: 'All files', extensions: ['*'] },
];

export class LabDialogs {
  readonly #watch: LabWatch;
  #asking: { readonly way: Way; readonly answer: Promise<boolean> } | undefined;

  constructor(watch: LabWatch) {
    this.#watch = watch;
  }

  /** Which lab file the person wants to open; undefined for none. */
  async openPath(): Promise<string | undefined> {
    const options = { title: 'Open lab', filters, properties: ['openFile' as const] };
    const window = parent();
    const { canceled, filePaths } = await (window
      ? dialog.showOpenDialog(window, options)
      : dialog.showOpenDialog(options));
    return canceled ? undefined : filePaths[0];
  }

  /** Where the person wants a lab of this name to be; undefined for nowhere. Always ends in `.socketlab`. */
  async savePath(name: string): Promise<string | undefined> {
    const properties = ['showOverwriteConfirmation' as const];
    const options = { title: 'Save lab', defaultPath: `${fileName(name)}.socketlab`, filters, properties };
    const window = parent();
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    if (canceled || !filePath) return undefined;
    if (/\.socketlab$/iu.test(filePath)) return filePath;
    const file = `${filePath}.socketlab`; // some systems leave it out, and have not asked about that file then
    return existsSync(file) && !(await mayReplace(file)) ? undefined : file;
  }

  /**
   * Whether the lab may be left; asks when something would be lost, one question at a time: asked for something else
   * meanwhile, the answer is no.
   */
  mayLeave(way: Way): Promise<boolean> {
    if (this.#asking) return this.#asking.way === way ? this.#asking.answer : Promise.resolve(false);
    const answer = this.#askToLeave(way).finally(() => {
      this.#asking = undefined;
    });
    this.#asking = { way, answer };
    return answer;
  }

  async #askToLeave(way: Way): Promise<boolean> {
    const lab = await this.#watch.snapshot();
    const question = leaveQuestion(lab, way);
    if (!question) return true;
    const { response } = await box({
      type: 'question',
      message: question.message,
      detail: question.detail,
      buttons: question.buttons.map(({ label }) => label),
      defaultId: 0, // the safe one
      cancelId: 0,
      noLink: true,
    });
    const choice = question.buttons[response]?.choice ?? 'stay';
    if (choice !== 'save-and-leave') return choice === 'leave';
    return this.#saveNow(lab.document.name, lab.document.path).catch(async (error: Error) => {
      await showProblem('The lab could not be saved', error.message);
      return false;
    });
  }

  async #saveNow(name: string, present: string | undefined): Promise<boolean> {
    const file = present ?? (await this.savePath(name));
    if (file === undefined) return false;
    await this.#watch.client.call('document.saveFile', { path: file });
    return true;
  }
}

async function mayReplace(file: string): Promise<boolean> {
  const { response } = await box({
    type: 'question',
    message: `“${path.basename(file)}” is there already.`,
    buttons: ['Cancel', 'Replace it'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

/** A message of the system with one button. */
export async function showProblem(message: string, detail: string): Promise<void> {
  await box({ type: 'error', message, detail });
}

/** A message box, over our window if one is to be seen; resolves with the number of the button. */
export function box(options: MessageBoxOptions) {
  const window = parent();
  const named = { title: app.getName(), ...options };
  return window ? dialog.showMessageBox(window, named) : dialog.showMessageBox(named);
}

/** The window a dialog belongs to; a hidden one would hide the dialog too. */
function parent(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().find((window) => window.isVisible());
}

/** A lab's name as a file can have it. */
const fileName = (name: string) => name.replace(/[/\\:*?"<>|\p{Cc}]/gu, '-');
