// New mocks: blank, or begun from a behaviour or a preset. They are made stopped: no port opens before somebody says so.
import type { ServerId } from '../../shared/contract/fields.ts';
import type { Params } from '../../shared/contract/methods.ts';
import { type BehaviourSettings, behaviours } from '../../shared/mocks/behaviours/index.ts';
import type { Mock } from '../../shared/mocks/mock.ts';
import { type Preset, presets } from '../../shared/mocks/presets.ts';
import type { Actions } from '../actions/actions.ts';
import { useLab } from '../state/lab-store.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { chooseMock, openCard, showMain } from './mocks-store.ts';

type Definition = Params<'server.create'>;

/** Makes a mock as one edit, chooses it, and puts the focus into its name. */
export async function newMock(actions: Actions, given: Partial<Definition> = {}): Promise<void> {
  const name = freeName(given.name ?? 'mock');
  const definition: Definition = { listen: { host: '127.0.0.1', port: 0 }, mock: {}, ...given, name };
  const before = new Set(useLab.getState().lab.servers.keys());
  await actions.caller.forWindow(() => actions.servers.create(definition));
  const server = await appeared(name, before);
  if (!server) return;
  chooseMock(server);
  openCard(given.mock?.script ? 'script' : 'rules');
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('[data-testid=mock-name]');
    field?.focus();
    field?.select();
  });
}

/** Waits for the new server to be told by the engine. */
function appeared(name: string, before: ReadonlySet<ServerId>): Promise<ServerId | undefined> {
  const find = () =>
    [...useLab.getState().lab.servers.values()].find((s) => s.name === name && !before.has(s.serverId));
  return new Promise((resolve) => {
    const found = find();
    if (found) return resolve(found.serverId);
    const giveUp = setTimeout(() => finish(undefined), 5_000);
    const stop = useLab.subscribe(() => {
      const server = find();
      if (server) finish(server.serverId);
    });
    function finish(serverId: ServerId | undefined): void {
      clearTimeout(giveUp);
      stop();
      resolve(serverId);
    }
  });
}

/** The name, with a number where it is taken. */
function freeName(name: string): string {
  const taken = new Set([...useLab.getState().lab.servers.values()].map((server) => server.name));
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}

/** A blank mock, in its view. */
export async function startBlank(actions: Actions): Promise<void> {
  showMain('mocks');
  await newMock(actions);
}

/** An echo server with a preset's faults, listening at once: two clicks to a bad peer (`ux.md` 1.5). */
export function brokenPeerEntries(actions: Actions): MenuEntry[] {
  return presets.map((preset) => ({
    kind: 'item',
    title: preset.title,
    detail: preset.summary,
    testId: `broken-${preset.id}`,
    onSelect: () =>
      void actions.caller.forWindow(() =>
        actions.servers.listenNew({
          name: preset.title,
          listen: { host: '127.0.0.1', port: 0 },
          mock: withPreset({ otherwise: { kind: 'echo' } }, preset),
          ...(preset.options && { options: preset.options }),
        }),
      ),
  }));
}

/** A menu of what a mock can begin with: a behaviour, or a way to be a bad peer. */
export function presetEntries(actions: Actions): MenuEntry[] {
  return [
    { kind: 'group', title: 'A server that…' },
    ...behaviours.map(
      ({ kind, title, summary, defaults }): MenuEntry => ({
        kind: 'item',
        title,
        detail: summary,
        testId: `preset-${kind}`,
        onSelect: () =>
          void newMock(actions, { name: kind, mock: { otherwise: defaults as unknown as BehaviourSettings } }),
      }),
    ),
    { kind: 'separator' },
    { kind: 'group', title: 'A bad peer: Echo that is…' },
    ...presets.map(
      (preset): MenuEntry => ({
        kind: 'item',
        title: preset.title,
        detail: preset.summary,
        testId: `preset-${preset.id}`,
        onSelect: () =>
          void newMock(actions, {
            name: preset.id,
            mock: withPreset({ otherwise: { kind: 'echo' } }, preset),
            ...(preset.options && { options: preset.options }),
          }),
      }),
    ),
  ];
}

/** A mock with the slots of a preset filled in: its faults come behind those that are there. */
export function withPreset(mock: Mock, { faults, mock: more }: Preset): Mock {
  return { ...mock, ...more, ...(faults.length > 0 && { wire: [...(mock.wire ?? []), ...faults] }) };
}
