// Menus of the faults on one end of a connection. A preset is a command; one particular fault can be removed only where it is
// listed.
import type { SocketId } from '../../../../shared/contract/fields.ts';
import type { Socket } from '../../../../shared/contract/records.ts';
import { streamPresets } from '../../../../shared/mocks/presets.ts';
import type { Actions } from '../../../actions/actions.ts';
import type { CommandBook } from '../../../commands/commands-context.tsx';
import { commandEntry } from '../../../commands/menu-entries.ts';
import type { MenuEntry } from '../../../ui/menu.tsx';
import { faultTitle } from './fault-entries.ts';

/** Faults to put on one end of a connection, and the way to all others. */
export const faultEntries = (book: CommandBook, end: SocketId): MenuEntry[] => [
  ...streamPresets.map(({ id, summary }) =>
    commandEntry(book, `fault.${id}`, { about: { end }, detail: summary, testId: `fault-${id}` }),
  ),
  { kind: 'separator' },
  commandEntry(book, 'fault.choose', { about: { end }, testId: 'fault-choose' }),
];

/** The same, with the faults at work to take away. */
export function endFaultEntries(book: CommandBook, actions: Actions, { socketId, faults = [] }: Socket): MenuEntry[] {
  const own = faults.filter(({ from }) => from === 'socket');
  return [
    ...faultEntries(book, socketId),
    ...own.map(
      ({ faultId, fault }): MenuEntry => ({
        kind: 'item',
        title: `Remove “${faultTitle(fault)}”`,
        onSelect: () => void actions.faults.clear(socketId, faultId),
      }),
    ),
    ...(own.length > 1 ? [commandEntry(book, 'fault.clear', { about: { end: socketId } })] : []),
  ];
}
