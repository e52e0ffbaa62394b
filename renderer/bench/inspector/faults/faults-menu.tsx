import { ChevronDown } from 'lucide-react';
import type { Socket } from '../../../../shared/contract/records.ts';
import { isOver } from '../../../../shared/model/socket-state.ts';
import { useActions } from '../../../actions/actions-context.tsx';
import { showTab } from '../../../state/view-store.ts';
import { Button } from '../../../ui/button.tsx';
import { MenuButton, type MenuEntry } from '../../../ui/menu.tsx';
import { faultTitle, presetItems, streamPresets } from './fault-entries.ts';

/** Faults for the end that is spoken as: a preset is two clicks away (ux.md section 8, number 6). */
export function FaultsMenu({ socket }: { socket: Socket }) {
  const actions = useActions();
  const { socketId, faults = [], state } = socket;
  const own = faults.filter(({ from }) => from === 'socket');
  const trigger = (
    <Button small testId="faults-menu" unavailable={isOver(state) ? 'This end is closed' : undefined}>
      Faults <ChevronDown size={14} aria-hidden="true" />
    </Button>
  );
  if (isOver(state)) return trigger;
  const entries: MenuEntry[] = [
    ...presetItems(streamPresets, (preset) => actions.faults.apply(socketId, preset.faults)),
    { kind: 'separator' },
    { kind: 'item', title: 'Choose a fault…', testId: 'fault-choose', onSelect: () => showTab('faults') },
    ...own.map(
      ({ faultId, fault }): MenuEntry => ({
        kind: 'item',
        title: `Remove “${faultTitle(fault)}”`,
        onSelect: () => void actions.faults.clear(socketId, faultId),
      }),
    ),
    ...(own.length > 1
      ? [{ kind: 'item', title: 'Remove all', onSelect: () => void actions.faults.clear(socketId) } as const]
      : []),
  ];
  return <MenuButton trigger={trigger} entries={entries} />;
}
