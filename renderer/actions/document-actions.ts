import type { LabDocument } from '../../shared/contract/document.ts';
import { isUnsaved, LARGEST_LAB_FILE, labDigest } from '../../shared/lab-text.ts';
import {
  canPickToSave,
  download,
  type FileHandle,
  fileNameFor,
  labNameFor,
  pickFile,
  pickToSave,
  writeTo,
} from '../document/browser-files.ts';
import { forgetLab, type RecentLab, rememberLab } from '../document/recent-labs.ts';
import { useLab } from '../state/lab-store.ts';
import { notify, showToast } from '../state/notices.ts';
import { edit, forgetEdits } from '../state/undo.ts';
import { desktopShell } from '../transports/desktop-shell.ts';
import { ask } from '../ui/ask.tsx';
import type { Caller } from './caller.ts';
import { failureFrom } from './caller.ts';
import { askDisconnect } from './confirm.ts';

type Parts = { readonly [K in 'name' | 'snippets' | 'filters' | 'notes' | 'layout']?: LabDocument[K] };

/** The name of a file, of Windows’ paths too. */
const baseName = (path: string) => path.replace(/^.*[/\\]/su, '');

/** The lab as a document: new, open, save, and edits of its parts. */
export class DocumentActions {
  readonly #caller: Caller;
  /** Where the browser lets this lab be written again. */
  #handle: FileHandle | undefined;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** An empty lab in the place of this one. */
  async newLab(): Promise<void> {
    if (!(await this.#mayReplace('New lab'))) return;
    await this.#caller.forWindow(async () => {
      await this.#caller.call('lab.reset', {});
      this.#handle = undefined;
      forgetEdits();
    });
  }

  /** Lets a person pick a file and opens it. */
  async pick(): Promise<void> {
    if (desktopShell) {
      const shell = desktopShell;
      const path = await this.#caller.forWindow(() => shell.openPath());
      if (path !== undefined) await this.openRecent({ name: labNameFor(baseName(path)), path, at: Date.now() });
      return;
    }
    const file = await pickFile();
    if (file) await this.openFile(file);
  }
  /** Opens a file that was picked or dropped. */
  async openFile(file: File): Promise<void> {
    const path = desktopShell?.pathOf(file);
    if (path) {
      await this.openRecent({ name: labNameFor(file.name), path, at: Date.now() });
      return;
    }
    if (file.size > LARGEST_LAB_FILE) {
      this.#refuse(file.name, 'It is larger than a lab file can be.');
      return;
    }
    let text: string;
    try {
      text = await file.text();
    } catch (error) {
      this.#refuse(file.name, `It cannot be read: ${(error as Error).message}`);
      return;
    }
    await this.openText(text, labNameFor(file.name));
  }
  /** Puts the text of a lab file in the place of the lab, once nothing is lost by it. Opens no port. */
  async openText(text: string, name: string): Promise<void> {
    // Every schema there is comes with it: it is loaded once a file is opened.
    const { parseLabFile } = await import('../../shared/lab-file.ts');
    const parsed = parseLabFile(text);
    if (!parsed.ok) {
      this.#refuse(name, parsed.why); // before anything is asked
      return;
    }
    if (!(await this.#mayReplace('Open'))) return;
    try {
      await this.#caller.call('document.open', { text, name });
      this.#handle = undefined;
      rememberLab({ name, text });
    } catch (error) {
      const { why, message } = failureFrom(error);
      this.#refuse(name, why ?? message);
    }
  }
  /** Opens a lab of the list of recent ones: its file where that is known, else the copy of it. */
  async openRecent(lab: RecentLab): Promise<void> {
    if (lab.path === undefined) {
      await this.openText(lab.text ?? '', lab.name);
      return;
    }
    try {
      if (!(await this.#mayReplace('Open'))) return;
      await this.#caller.call('document.openFile', { path: lab.path });
      this.#handle = undefined;
      rememberLab(lab);
    } catch (error) {
      const { why, message } = failureFrom(error);
      this.#refuse(lab.path, why ?? message);
      forgetLab(lab);
    }
  }
  /** Puts back what was not saved when an earlier run ended; it still is not. */
  async restore({ name, text }: { name: string; text: string }): Promise<void> {
    await this.#caller.forWindow(async () => {
      await this.#caller.call('document.open', { text, name });
      await this.#caller.call('document.saved', { savedDigest: 'restored' }); // no file has it
    });
  }

  /** Saves where the lab was saved or opened before; asks where, the first time. Answers whether it is saved. */
  async save(): Promise<boolean> {
    const { lab, about } = useLab.getState();
    const { document } = lab;
    const handle = this.#handle;
    if (handle) return (await this.#caller.forWindow(() => this.#writeTo(handle))) === true;
    const { path } = document;
    if (path === undefined || about?.capabilities.files === false) return await this.saveAs();
    return await this.#saveFile(path);
  }

  /** Saves under a name that is asked for. Answers whether it is saved. */
  async saveAs(): Promise<boolean> {
    const { name } = useLab.getState().lab.document;
    if (desktopShell) {
      const shell = desktopShell;
      const path = await this.#caller.forWindow(() => shell.savePath(name));
      return path !== undefined && (await this.#saveFile(path));
    }
    const suggested = fileNameFor(name);
    const saved = await this.#caller.forWindow(async () => {
      if (canPickToSave()) {
        const handle = await pickToSave(suggested);
        return handle !== undefined && (await this.#writeTo(handle));
      }
      const { text } = await this.#caller.call('document.text', {});
      download(suggested, text);
      await this.#saved(labNameFor(suggested), text);
      showToast({ severity: 'info', title: `${suggested} was handed to the browser as a download.` });
      return true;
    });
    return saved === true;
  }

  /** Changes parts of the document as one edit. Rejects with the refusal. */
  async change(title: string, parts: Parts): Promise<void> {
    await edit(title, async () => {
      const { document } = useLab.getState().lab;
      const before = Object.fromEntries(Object.keys(parts).map((key) => [key, document[key as keyof Parts]]));
      await this.#caller.call('document.update', parts);
      return () => this.#caller.call('document.update', before);
    });
  }
  async rename(name: string): Promise<void> {
    if (name === '' || name === useLab.getState().lab.document.name) return;
    await this.#caller.forWindow(() => this.change('Rename the lab', { name }));
  }

  /** Lets the engine write the lab, where it can reach files. */
  async #saveFile(path: string): Promise<boolean> {
    const saved = await this.#caller.forWindow(async () => {
      const written = await this.#caller.call('document.saveFile', { path });
      rememberLab({ name: labNameFor(baseName(written.path)), path: written.path });
      return true;
    });
    return saved === true;
  }
  async #writeTo(handle: FileHandle): Promise<boolean> {
    const { text } = await this.#caller.call('document.text', {});
    await writeTo(handle, text);
    this.#handle = handle;
    await this.#saved(labNameFor(handle.name), text);
    return true;
  }
  async #saved(name: string, text: string): Promise<void> {
    await this.#caller.call('document.saved', { name, savedDigest: labDigest(text) });
    rememberLab({ name, text });
  }

  /** Asks about what would be lost: edits that are not saved, clients from outside. */
  async #mayReplace(act: string): Promise<boolean> {
    const { servers, taps, document } = useLab.getState().lab;
    if (isUnsaved(servers.values(), document, taps.values())) {
      const answer = await ask({
        title: `“${document.name}” has changes that are not saved.`,
        why: 'They are lost when another lab takes its place.',
        choices: [
          { id: 'cancel', title: 'Cancel' },
          { id: 'discard', title: 'Discard changes' },
          { id: 'save', title: 'Save' },
        ],
      });
      if (answer === 'cancel' || (answer === 'save' && !(await this.save()))) return false;
    }
    return await askDisconnect(act);
  }

  #refuse(name: string, why: string): void {
    notify('problem', `“${name}” cannot be opened. The lab is as it was.`, why);
  }
}
