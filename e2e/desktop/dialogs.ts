// The person at the system's dialogs. They are stood in for where Electron's `dialog` is called, on Electron as on its
// double, and what was shown is remembered.
import type { ElectronApplication } from '@playwright/test';

export interface ShownBox {
  readonly message: string;
  readonly detail?: string;
  readonly buttons?: readonly string[];
  readonly type?: string;
}

export interface Person {
  /** In every message box from now on presses the first button that has one of these words; else what Escape would. */
  pressing(...words: string[]): Promise<void>;
  /** Chooses these files in open and save dialogs from now on; none cancels. */
  choosing(...files: string[]): Promise<void>;
  /** The message boxes so far. */
  boxes(): Promise<ShownBox[]>;
  /** How many open and save dialogs there were. */
  fileDialogs(): Promise<{ open: number; save: number }>;
}

interface Script {
  words: string[];
  files: string[];
  boxes: ShownBox[];
  open: number;
  save: number;
}
declare global {
  var person: Script | undefined;
}

/** Puts a person at the dialogs of an app, who cancels until told otherwise. */
export async function personAt(app: ElectronApplication): Promise<Person> {
  await app.evaluate(({ dialog }) => {
    const person: Script = { words: [], files: [], boxes: [], open: 0, save: 0 };
    globalThis.person = person;
    const stand = {
      showMessageBox: (...args: unknown[]) => {
        const shown = args.at(-1) as ShownBox & { cancelId?: number };
        person.boxes.push({ ...shown });
        const wanted = (label: string) => person.words.some((word) => label.includes(word));
        const found = shown.buttons?.findIndex(wanted) ?? -1;
        return Promise.resolve({ response: found < 0 ? (shown.cancelId ?? 0) : found, checkboxChecked: false });
      },
      showOpenDialog: () => {
        person.open++;
        return Promise.resolve({ canceled: person.files.length === 0, filePaths: person.files });
      },
      showSaveDialog: () => {
        person.save++;
        return Promise.resolve({ canceled: person.files.length === 0, filePath: person.files[0] ?? '' });
      },
    };
    Object.assign(dialog, stand);
  });
  const set = (script: Partial<Script>) =>
    app.evaluate((_electron, given) => void Object.assign(globalThis.person ?? {}, given), script);
  return {
    pressing: (...words) => set({ words }),
    choosing: (...files) => set({ files }),
    boxes: () => app.evaluate(() => globalThis.person?.boxes ?? []),
    fileDialogs: () => app.evaluate(() => ({ open: globalThis.person?.open ?? 0, save: globalThis.person?.save ?? 0 })),
  };
}
