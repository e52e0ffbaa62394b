// Faults of a server as a whole: those of its mock's wire, and what a preset does to its options. Edits, all of them.
import type { Server } from '../../shared/contract/records.ts';
import { type Preset, presets } from '../../shared/mocks/presets.ts';
import type { Actions } from '../actions/actions.ts';
import { faultTitle, presetItems } from '../bench/inspector/faults/fault-entries.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { changeMock } from './mock-edits.ts';
import { withPreset } from './new-mock.ts';

/** Presets to add to a server, and the faults at work to take away. */
export function serverFaultEntries(actions: Actions, server: Server): MenuEntry[] {
  const wire = server.mock?.wire ?? [];
  return [
    ...presetItems(presets, (preset) => addPreset(actions, server, preset)),
    ...(wire.length > 0 ? [{ kind: 'separator' } as const] : []),
    ...wire.map(
      (fault, i): MenuEntry => ({
        kind: 'item',
        title: `Remove “${faultTitle(fault)}”`,
        onSelect: () =>
          void changeMock(actions, server.serverId, 'Remove a fault', (mock) => ({
            ...mock,
            wire: (mock.wire ?? []).toSpliced(i, 1),
          })),
      }),
    ),
  ];
}

async function addPreset(actions: Actions, server: Server, preset: Preset): Promise<void> {
  const { serverId, name } = server;
  if (preset.faults.length > 0) {
    changeMock(actions, serverId, `Add “${preset.title}” to the wire`, (mock) => withPreset(mock, preset));
  }
  const { options } = preset;
  if (options) {
    await actions.caller.forServer(serverId, () =>
      actions.servers.change(server, options, `Make “${name}” a “${preset.title}”`),
    );
  }
}
