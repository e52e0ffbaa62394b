import type { Server, Tap } from '../../shared/contract/records.ts';
import { formatAddress } from '../../shared/format.ts';
import { presets } from '../../shared/mocks/presets.ts';
import type { Actions } from '../actions/actions.ts';
import { copyText } from '../actions/steps/steps.ts';
import { faultTitle, presetItems } from '../bench/inspector/faults/fault-entries.ts';
import { isRunning } from '../bench/sidebar/server-menu.ts';
import { openDialog } from '../state/view-store.ts';
import type { MenuEntry } from '../ui/menu.tsx';

/** Starts a tap that is stopped, stops one that runs. */
export const toggleTap = (actions: Actions, tap: Tap, server: Server) =>
  isRunning(server) ? actions.taps.stop(tap) : actions.taps.start(tap);

/** Faults of a tap: presets to add, and those at work to take away. Each is an edit that can be undone. */
export function tapFaultEntries(actions: Actions, tap: Tap): MenuEntry[] {
  const put = (faults: Tap['faults'], title: string) =>
    actions.caller.forServer(tap.serverId, () => actions.taps.change(tap, { faults }, title));
  const withFaults = presets.filter(({ faults }) => faults.length > 0);
  return [
    ...presetItems(withFaults, (preset) =>
      put([...tap.faults, ...preset.faults], `Add “${preset.title}” to tap “${tap.name}”`),
    ),
    ...(tap.faults.length > 0 ? [{ kind: 'separator' } as const] : []),
    ...tap.faults.map(
      (fault, i): MenuEntry => ({
        kind: 'item',
        title: `Remove “${faultTitle(fault)}”`,
        onSelect: () => void put(tap.faults.toSpliced(i, 1), `Remove a fault of tap “${tap.name}”`),
      }),
    ),
  ];
}

/** What can be done to a tap, for its menus. */
export function tapMenu(actions: Actions, tap: Tap, server: Server): MenuEntry[] {
  const stopped = server.address === null ? 'It is not listening' : undefined;
  return [
    {
      kind: 'item',
      title: isRunning(server) ? 'Stop' : 'Start',
      keys: 'Space',
      onSelect: () => void toggleTap(actions, tap, server),
    },
    {
      kind: 'item',
      title: 'Change target…',
      keys: 'Enter',
      testId: 'tap-change',
      onSelect: () => openDialog({ kind: 'tap', tapId: tap.tapId }),
    },
    {
      kind: 'item',
      title: 'Copy address',
      unavailable: stopped,
      onSelect: () => void copyText(formatAddress(server.address)),
    },
    { kind: 'separator' },
    { kind: 'submenu', title: 'Faults', entries: tapFaultEntries(actions, tap) },
    { kind: 'separator' },
    { kind: 'item', title: 'Delete tap', keys: 'Delete', onSelect: () => void actions.taps.remove(tap) },
  ];
}
