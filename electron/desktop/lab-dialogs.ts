// The system's own dialogs: which file, and whether to leave a lab.
import { app, BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { LabFileText, SavedFile } from '../../shared/desktop/messages.ts';
import { type LabFiles, labFilter, withExtension } from './lab-files.ts';
import type { LabWatch } from './lab-watch.ts';
import { leaveQuestion, type Way } from './leave-question.ts';

const filters = [
  { name: labFilter.name, extensions: [...labFilter.extensions] },
  { name: 'All files', extensions: ['*'] },
];

export class LabDialogs {
  readonly #files: LabFiles;
  readonly #watch: LabWatch;
  #asking: { readonly way: Way; readonly answer: Promise<boolean> } | undefined;

  constructor(files: LabFiles, watch: LabWatch) {
    this.#files = files;
    this.#watch = watch;
  }

  /** Lets the person choose a lab file, and reads it; undefined when none was chosen. */
  async open(): Promise<LabFileText | undefined> {
    const options = { title: 'Open lab', filters, properties: ['openFile' as const] };
    const window = parent();
    const { canceled, filePaths } = await (window
      ? dialog.showOpenDialog(window, options)
      : dialog.showOpenDialog(options));
    const [file] = filePaths;
    if (canceled || !file) return undefined;
    this.#files.allow(file);
    return this.#files.read(file);
  }

  /** Writes a lab: to `path` if the person has chosen it before, else to where they say; undefined when nowhere. */
  async save(text: string, name: string, path: string | undefined): Promise<SavedFile | undefined> {
    if (path !== undefined && this.#files.isAllowed(path)) return this.#files.write(path, text);
    const options = { title: 'Save lab', defaultPath: `${fileName(name)}.socketlab`, filters };
    const window = parent();
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    if (canceled || !filePath) return undefined;
    const file = withExtension(filePath);
    this.#files.allow(file);
    return this.#files.write(file, text);
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

  async #saveNow(name: string, path: string | undefined): Promise<boolean> {
    const { text } = await this.#watch.client.call('document.text');
    const saved = await this.save(text, name, path);
    if (!saved) return false;
    await this.#watch.client.call('document.saved', saved);
    return true;
  }
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
