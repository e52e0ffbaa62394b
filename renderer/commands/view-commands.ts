// Commands about what is shown, and where the focus is.
import { type MainView, showMain, useMocks } from '../mocks/mocks-store.ts';
import { changeSettings, type Settings, useSettings } from '../state/settings.ts';
import { announce } from './announce.ts';
import type { Command } from './command.ts';
import { focusNextPane, focusScope } from './panes.ts';
import { openSurface, showSidebar, type Tool, useSurface } from './surface-store.ts';

const focus = (step: 1 | -1) => {
  const title = focusNextPane(step);
  if (title !== undefined) announce(title);
};
const focusOn = (scope: Parameters<typeof focusScope>[0], missing: string) => () => {
  if (!focusScope(scope)) announce(missing);
};

/** A command for each choice of a setting. */
function choices<K extends keyof Settings>(
  key: K,
  name: string,
  titles: Readonly<Partial<Record<Settings[K] & string, string>>>,
  synonyms: readonly string[],
): Command[] {
  return Object.entries<string | undefined>(titles).map(([value, title]) => ({
    id: `view.${key}-${value}`,
    title: `${name}: ${title}`,
    group: 'View',
    scope: 'global',
    synonyms,
    checked: () => useSettings.getState()[key] === value,
    run: () => changeSettings({ [key]: value }),
  }));
}

function toggle(key: 'reduceMotion' | 'letterKeys', title: string, synonyms: readonly string[]): Command {
  return {
    id: `view.${key}`,
    title,
    group: 'View',
    scope: 'global',
    synonyms,
    checked: () => useSettings.getState()[key],
    run: () => changeSettings({ [key]: !useSettings.getState()[key] }),
  };
}

const tool = (id: Tool, title: string, synonyms: readonly string[]): Command => ({
  id: `tools.${id}`,
  title,
  group: 'View',
  scope: 'global',
  synonyms: ['tools', ...synonyms],
  run: () => openSurface({ kind: 'tools', tool: id }),
});

const mainView = (view: MainView, title: string, number: number, synonyms: readonly string[]): Command => ({
  id: `view.${view}`,
  title,
  group: 'View',
  scope: 'global',
  keys: [`$mod+${number}`, `Alt+${number}`],
  webKeys: [`Alt+${number}`],
  synonyms,
  checked: () => useMocks.getState().view === view,
  run: () => showMain(view),
});

export function viewCommands(): Command[] {
  return [
    mainView('bench', 'Bench', 1, ['connections', 'endpoints', 'everyday view']),
    mainView('mocks', 'Mocks', 2, ['mock server', 'rules', 'fake server', 'stub', 'no code']),
    {
      id: 'help.palette',
      title: 'Command palette',
      group: 'Help',
      scope: 'global',
      keys: ['$mod+k', '$mod+Shift+p'],
      run: () => openSurface({ kind: 'palette', text: '' }),
    },
    {
      id: 'help.keys',
      title: 'Keyboard shortcuts',
      group: 'Help',
      scope: 'global',
      keys: ['?', '$mod+/'],
      synonyms: ['keys', 'hotkeys', 'cheat sheet', 'bindings'],
      run: () => openSurface({ kind: 'keys' }),
    },
    {
      id: 'view.next-pane',
      title: 'Next pane',
      group: 'View',
      scope: 'global',
      keys: ['F6'],
      webKeys: ['F6', '$mod+F6'],
      run: () => focus(1),
    },
    {
      id: 'view.previous-pane',
      title: 'Previous pane',
      group: 'View',
      scope: 'global',
      keys: ['Shift+F6'],
      webKeys: ['Shift+F6', '$mod+Shift+F6'],
      run: () => focus(-1),
    },
    {
      id: 'view.composer',
      title: 'Go to the Composer',
      group: 'View',
      scope: 'global',
      keys: ['$mod+j'],
      synonyms: ['type', 'send', 'write'],
      run: focusOn('composer', 'Select a connection first'),
    },
    {
      id: 'view.connections',
      title: 'Go to Connections',
      group: 'View',
      scope: 'global',
      keys: ['Alt+g'],
      synonyms: ['grid', 'list', 'rows'],
      run: focusOn('grid', 'There are no connections'),
    },
    {
      id: 'view.sidebar',
      title: 'Sidebar',
      group: 'View',
      scope: 'global',
      keys: ['$mod+\\'],
      synonyms: ['endpoints', 'hide sidebar', 'show sidebar'],
      checked: () => useSurface.getState().sidebar,
      run: () => showSidebar(!useSurface.getState().sidebar),
    },
    tool('addresses', 'Tools: is it an IP address?', ['net.isIP', 'isIPv4', 'isIPv6', 'check address']),
    tool('block-list', 'Tools: block list', ['net.BlockList', 'firewall', 'deny', 'subnet', 'CIDR', 'range']),
    tool('socket-address', 'Tools: socket address', ['net.SocketAddress', 'flowlabel', 'normalise']),
    tool('family', 'Tools: choice of family', ['autoSelectFamily', 'happy eyeballs', 'IPv4', 'IPv6', 'RFC 8305']),
    ...choices(
      'theme',
      'Colours',
      { system: 'as the system', light: 'light', dark: 'dark', contrast: 'high contrast' },
      ['theme', 'dark mode'],
    ),
    ...choices('font', 'Font', { normal: 'normal', legible: 'high legibility' }, ['Atkinson Hyperlegible', 'dyslexia']),
    ...choices('density', 'Rows', { compact: 'compact', normal: 'normal', comfortable: 'comfortable' }, [
      'density',
      'row height',
    ]),
    ...choices(
      'announce',
      'Screen reader',
      { off: 'says nothing by itself', changes: 'says changes', summary: 'says changes and a summary' },
      ['announcements', 'verbosity', 'live region'],
    ),
    toggle('reduceMotion', 'Reduce motion', ['animation']),
    toggle('letterKeys', 'Keys without a modifier', ['single-letter keys', 'f p c']),
  ];
}
