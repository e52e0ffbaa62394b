// Entries of menus, made of commands: their titles, keys and reasons are those of the registry.
import { useSettings } from '../state/settings.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import type { Command } from './command.ts';
import type { CommandBook } from './commands-context.tsx';
import { shownKeys, typesCharacter } from './keys.ts';
import { contextHere, keysOf } from './registry.ts';
import { about, type Subject } from './subject.ts';

export interface EntryOptions {
  /** What the menu was opened on; without it the command goes by the focus and the selection, as its keys do. */
  readonly about?: Subject | undefined;
  /** In place of the command's own title. */
  readonly title?: string;
  /** Shown where the command has no keys: keys that the list itself has, as Escape. */
  readonly keys?: string;
  /** A second line. */
  readonly detail?: string | undefined;
  /** Whether the second line is Node's call. */
  readonly call?: boolean;
  readonly testId?: string;
}

/** The keys of a command as they work now; undefined without any, and for letters that are switched off. */
function keysNow(command: Command): string | undefined {
  const { keys: custom, letterKeys } = useSettings.getState();
  const first = keysOf(command, contextHere(custom)).find((keys) => letterKeys || !typesCharacter(keys));
  return first === undefined ? undefined : shownKeys(first);
}

/** The entry of a menu that does what a command does, as the command is at this moment. */
export function commandEntry(book: CommandBook, id: string, options: EntryOptions = {}): MenuEntry {
  const command = book.find(id);
  if (!command) throw new Error(`there is no command “${id}”`);
  const { about: subject, title, keys, detail, call, testId } = options;
  return about(subject, () => ({
    kind: 'item',
    command: id,
    title: title ?? command.short ?? command.title,
    keys: keysNow(command) ?? keys,
    checked: command.checked?.(),
    unavailable: command.unavailable?.(),
    detail: call ? command.call : detail,
    ...(testId !== undefined && { testId }),
    onSelect: () => void about(subject, () => book.run(command)),
  }));
}

/** Entries for several commands about one thing. */
export const commandEntries = (book: CommandBook, ids: readonly string[], options?: EntryOptions): MenuEntry[] =>
  ids.map((id) => commandEntry(book, id, options));

/** What a command is called when it is about nothing in particular, as in the sheet of keys. */
export const plainTitle = (command: Command): string => about({ none: true }, () => command.title);
