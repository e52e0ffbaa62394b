// The menus of the Stream, made of commands. They act on what is selected, or on the chunk at the cursor.
import { copyFormats } from '../../../shared/copy-as/index.ts';
import type { CommandBook } from '../../commands/commands-context.tsx';
import { commandEntries } from '../../commands/menu-entries.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { shownStream } from './stream-shown.ts';
import { useStreamState } from './stream-state.ts';

/** Every way to copy what is selected. */
export const copyEntries = (book: CommandBook): MenuEntry[] =>
  commandEntries(
    book,
    copyFormats.map(({ id }) => `stream.copy.${id}`),
  );

export const saveEntries = (book: CommandBook): MenuEntry[] =>
  commandEntries(book, ['stream.save.selection', 'stream.save.client', 'stream.save.server']);

export function actEntries(book: CommandBook): MenuEntry[] {
  const { cursor, compareFrom } = useStreamState.getState();
  const comparing = compareFrom !== undefined && compareFrom !== cursor;
  return commandEntries(book, [
    'stream.sendAgain',
    'stream.toComposer',
    'stream.snippet',
    'stream.compare',
    ...(comparing ? ['stream.compareAnew'] : []),
  ]);
}

/** For a chunk that a mock of this lab has received: why it was answered so, and a rule for such messages. */
function ruleEntries(book: CommandBook): MenuEntry[] {
  if (shownStream()?.socket.serverId === undefined) return [];
  return [{ kind: 'separator' }, ...commandEntries(book, ['stream.explain', 'stream.makeRule'])];
}

/** The menu of a chunk, for what is selected at that moment. */
export const chunkMenu = (book: CommandBook): MenuEntry[] => [
  { kind: 'submenu', title: 'Copy as', entries: copyEntries(book) },
  { kind: 'submenu', title: 'Save as', entries: saveEntries(book) },
  { kind: 'separator' },
  ...actEntries(book),
  ...ruleEntries(book),
];
