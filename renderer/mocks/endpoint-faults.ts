// Faults of a server or a tap as a whole, as commands and as menus. A preset is a command; one particular fault at work can
// be taken away only where it is listed. Edits, all of them.
import type { FaultSettings } from '../../shared/faults/index.ts';
import { type Preset, presets } from '../../shared/mocks/presets.ts';
import type { Actions } from '../actions/actions.ts';
import { faultTitle } from '../bench/inspector/faults/fault-entries.ts';
import { endpointInMind, endpointName, type Listener } from '../bench/sidebar/endpoint-in-mind.ts';
import type { Command } from '../commands/command.ts';
import type { CommandBook } from '../commands/commands-context.tsx';
import { commandEntry } from '../commands/menu-entries.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { changeMock } from './mock-edits.ts';
import { withPreset } from './new-mock.ts';

const idOf = ({ id }: Preset) => `endpoint.fault.${id}`;

/** A command for each preset, about the endpoint in mind. */
export function endpointFaultCommands(actions: Actions): Command[] {
  return presets.map(
    (preset): Command => ({
      id: idOf(preset),
      get title() {
        const endpoint = endpointInMind();
        const whose = !endpoint || endpoint.kind === 'client' ? 'a server' : `“${endpointName(endpoint)}”`;
        return `Fault of ${whose}: ${preset.title}`;
      },
      short: preset.title,
      group: 'Endpoint',
      scope: 'sidebar',
      synonyms: ['broken peer', 'slow', 'chaos', preset.summary],
      unavailable: () => {
        const endpoint = endpointInMind();
        if (!endpoint) return 'Select a server in the sidebar first';
        if (endpoint.kind === 'client') return 'A client has no faults; its connections have';
        return endpoint.kind === 'tap' && preset.faults.length === 0 ? 'Only a server can do this' : undefined;
      },
      run: () => {
        const endpoint = endpointInMind();
        if (endpoint && endpoint.kind !== 'client') return addPreset(actions, endpoint, preset);
      },
    }),
  );
}

async function addPreset(actions: Actions, endpoint: Listener, preset: Preset): Promise<void> {
  const { server } = endpoint;
  const { serverId, name } = server;
  if (endpoint.kind === 'tap') {
    const { tap } = endpoint;
    const faults = [...tap.faults, ...preset.faults];
    await actions.caller.forServer(serverId, () =>
      actions.taps.change(tap, { faults }, `Add “${preset.title}” to tap “${tap.name}”`),
    );
    return;
  }
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

const faultsOf = (endpoint: Listener): readonly FaultSettings[] =>
  endpoint.kind === 'tap' ? endpoint.tap.faults : (endpoint.server.mock?.wire ?? []);

async function removeFault(actions: Actions, endpoint: Listener, at: number): Promise<void> {
  const { serverId } = endpoint.server;
  if (endpoint.kind === 'tap') {
    const { tap } = endpoint;
    await actions.caller.forServer(serverId, () =>
      actions.taps.change(tap, { faults: tap.faults.toSpliced(at, 1) }, `Remove a fault of tap “${tap.name}”`),
    );
    return;
  }
  changeMock(actions, serverId, 'Remove a fault', (mock) => ({ ...mock, wire: (mock.wire ?? []).toSpliced(at, 1) }));
}

/** Presets to add to a server or a tap, and the faults at work to take away. */
export function endpointFaultEntries(book: CommandBook, actions: Actions, endpoint: Listener): MenuEntry[] {
  const offered = endpoint.kind === 'tap' ? presets.filter(({ faults }) => faults.length > 0) : presets;
  const atWork = faultsOf(endpoint);
  return [
    ...offered.map((preset) =>
      commandEntry(book, idOf(preset), {
        about: { endpoint: endpoint.key },
        detail: preset.summary,
        testId: `fault-${preset.id}`,
      }),
    ),
    ...(atWork.length > 0 ? [{ kind: 'separator' } as const] : []),
    ...atWork.map(
      (fault, i): MenuEntry => ({
        kind: 'item',
        title: `Remove “${faultTitle(fault)}”`,
        onSelect: () => void removeFault(actions, endpoint, i),
      }),
    ),
  ];
}
