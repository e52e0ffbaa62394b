import { ChevronDown } from 'lucide-react';
import type { Socket } from '../../../../shared/contract/records.ts';
import { isOver } from '../../../../shared/model/socket-state.ts';
import { useActions } from '../../../actions/actions-context.tsx';
import { useCommands } from '../../../commands/commands-context.tsx';
import { Button } from '../../../ui/button.tsx';
import { MenuButton } from '../../../ui/menu.tsx';
import { endFaultEntries } from './fault-menus.ts';

/** Faults for the end that is spoken as: a preset is two clicks away (ux.md section 8, number 6). */
export function FaultsMenu({ socket }: { socket: Socket }) {
  const actions = useActions();
  const book = useCommands();
  const { state } = socket;
  const trigger = (
    <Button small testId="faults-menu" unavailable={isOver(state) ? 'This end is closed' : undefined}>
      Faults <ChevronDown size={14} aria-hidden="true" />
    </Button>
  );
  if (isOver(state)) return trigger;
  return <MenuButton trigger={trigger} entries={() => endFaultEntries(book, actions, socket)} />;
}
