// The menus in the header of the inspector, about the end that is spoken for.
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { CommandBook } from '../../commands/commands-context.tsx';
import { commandEntry } from '../../commands/menu-entries.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { copyEntries } from '../copy-menu.ts';

/** The ways to close, with what each does on the wire. */
export function closingEntries(book: CommandBook, end: SocketId): readonly MenuEntry[] {
  const entry = (id: string, testId: string, title: string) =>
    commandEntry(book, id, { about: { end }, testId, title, call: true });
  return [
    entry('connection.finish', 'act-end', 'Finish sending (FIN)'),
    entry('connection.close-flushed', 'act-close-flushed', 'Close when flushed'),
    entry('connection.close', 'act-close', 'Close now'),
    entry('connection.reset', 'act-reset', 'Reset (RST)'),
  ];
}

/** What is needed less often. */
export function moreEntries(book: CommandBook, end: SocketId): readonly MenuEntry[] {
  const entry = (id: string, testId: string) => commandEntry(book, id, { about: { end }, testId, call: true });
  return [
    entry('connection.timeout', 'act-timeout'),
    entry('connection.cork', 'act-cork'),
    entry('connection.cancel', 'act-cancel'),
    { kind: 'separator' },
    { kind: 'submenu', title: 'Copy', entries: copyEntries(book, end) },
    entry('connection.window', 'act-window'),
    { kind: 'separator' },
    entry('connection.dial-anew', 'act-dial-anew'),
    entry('connection.remove', 'act-remove'),
  ];
}
