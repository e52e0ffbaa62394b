// Faults for the selected end, as commands: the palette and the menus have them from here.
import { streamPresets } from '../../shared/mocks/presets.ts';
import { isOver } from '../../shared/model/socket-state.ts';
import type { Actions } from '../actions/actions.ts';
import { showTab } from '../state/view-store.ts';
import { actingEnd } from './acting-end.ts';
import type { Command } from './command.ts';

/** Why no fault can be put on the selected end. */
function unavailable(): string | undefined {
  const socket = actingEnd();
  if (!socket) return 'Select a connection first';
  return isOver(socket.state) ? 'This end is closed' : undefined;
}

export function faultCommands(actions: Actions): Command[] {
  const common = { group: 'Connection', scope: 'global', unavailable } as const;
  return [
    ...streamPresets.map(
      ({ id, title, summary, faults }): Command => ({
        ...common,
        id: `fault.${id}`,
        title: `Fault: ${title}`,
        short: title,
        synonyms: ['broken peer', 'slow', 'chaos', summary],
        run: () => {
          const socket = actingEnd();
          return socket && actions.faults.apply(socket.socketId, faults);
        },
      }),
    ),
    { ...common, id: 'fault.choose', title: 'Choose a fault…', run: () => showTab('faults') },
    {
      ...common,
      id: 'fault.clear',
      title: 'Remove all faults of this end',
      short: 'Remove all faults',
      unavailable: () => unavailable() ?? (actingEnd()?.faults?.length ? undefined : 'It has no faults'),
      run: () => {
        const socket = actingEnd();
        return socket && actions.faults.clear(socket.socketId);
      },
    },
  ];
}
