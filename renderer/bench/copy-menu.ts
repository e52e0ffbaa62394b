import type { SocketId } from '../../shared/contract/fields.ts';
import type { CommandBook } from '../commands/commands-context.tsx';
import { commandEntries } from '../commands/menu-entries.ts';

/** What can be copied of a connection, seen from one of its ends. */
export const copyEntries = (book: CommandBook, end: SocketId) =>
  commandEntries(book, ['connection.copy-local', 'connection.copy-remote', 'connection.copy-both'], { about: { end } });
