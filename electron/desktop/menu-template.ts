// The native menu as a template (ux.md 6.3): the page's own commands, and around them what only the system can do. Pure.
import type { MenuItemConstructorOptions } from 'electron'; // types only, so that tests need no Electron
import type { MenuCommand } from '../../shared/desktop/messages.ts';
import { acceleratorOf } from './accelerator.ts';
import { helpLinks } from './outside-links.ts';
import { recentTitles } from './recent-files.ts';

export interface MenuWishes {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly appName: string;
  /** What the page offers now; empty before it has said so. */
  readonly commands: readonly MenuCommand[];
  readonly recent: readonly string[];
}

export interface MenuActions {
  /** A command of the page was chosen. */
  readonly command: (id: string) => void;
  readonly openRecent: (file: string) => void;
  readonly clearRecent: () => void;
  readonly showOutside: (url: string) => void;
}

type Item = MenuItemConstructorOptions;

/** Menus of the page's commands, in their order; groups that are not named here stand before Window. */
const order = ['File', 'Edit', 'View', 'Endpoint', 'Connection', 'Session', 'Lessons'];
const separator: Item = { type: 'separator' };

/** The whole menu bar. */
export function menuTemplate(wishes: MenuWishes, actions: MenuActions): Item[] {
  const { platform, commands, appName } = wishes;
  const mac = platform === 'darwin';
  const item = (command: MenuCommand) => commandItem(command, platform, actions);
  const settings = commands.filter(isSettings);
  const rest = mac ? commands.filter((command) => !isSettings(command)) : commands;
  const groups = [...new Set([...order, ...rest.map(({ group }) => group)])].filter((group) => group !== 'Help');
  const of = (group: string) => rest.filter((command) => command.group === group);
  const menus = groups.map((group): Item => {
    const own = of(group);
    if (group === 'File') return { label: 'File', submenu: fileMenu(own, item, wishes, actions) };
    if (group === 'Edit') return { label: 'Edit', submenu: editMenu(own, item) };
    if (group === 'View') return { label: 'View', submenu: viewMenu(own, item, wishes) };
    return { label: group, submenu: nested(own, item) };
  });
  return [
    ...(mac ? [{ label: appName, submenu: appMenu(settings.map(item)) }] : []),
    ...menus.filter(({ submenu }) => (submenu as Item[]).length > 0),
    { role: 'windowMenu' },
    { role: 'help', label: 'Help', submenu: helpMenu(of('Help'), item, mac, actions) },
  ];
}

const isSettings = ({ id }: MenuCommand) => /(^|[.-])settings$/u.test(id);

function appMenu(settings: readonly Item[]): Item[] {
  return [
    { role: 'about' },
    separator,
    ...(settings.length > 0 ? [...settings, separator] : []),
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ];
}

function fileMenu(
  commands: readonly MenuCommand[],
  item: (command: MenuCommand) => Item,
  { platform, recent }: MenuWishes,
  actions: MenuActions,
): Item[] {
  const openRecent: Item = {
    id: 'open-recent',
    label: 'Open Recent',
    submenu: [
      ...recentTitles(recent).map(({ file, title }) => ({ label: title, click: () => actions.openRecent(file) })),
      ...(recent.length > 0 ? [separator] : []),
      { id: 'clear-recent', label: 'Clear Menu', enabled: recent.length > 0, click: actions.clearRecent },
    ],
  };
  const items = commands.map(item);
  const afterOpen = commands.findIndex(({ id }) => /(^|[.-])open$/u.test(id)) + 1;
  items.splice(afterOpen, 0, openRecent);
  return [
    ...items,
    separator,
    { role: 'close' },
    ...(platform === 'darwin' ? [] : [separator, { role: 'quit' } as const]),
  ];
}

function editMenu(commands: readonly MenuCommand[], item: (command: MenuCommand) => Item): Item[] {
  const undoes = commands.filter(({ id }) => /(^|[.-])(undo|redo)$/u.test(id));
  const others = commands.filter((command) => !undoes.includes(command));
  return [
    ...(undoes.length > 0 ? undoes.map(item) : [{ role: 'undo' } as const, { role: 'redo' } as const]),
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    ...(others.length > 0 ? [separator, ...others.map(item)] : []),
  ];
}

/** Zoom and full screen are the system's here; a page's commands for them would do it twice. */
function viewMenu(
  commands: readonly MenuCommand[],
  item: (command: MenuCommand) => Item,
  { packaged }: MenuWishes,
): Item[] {
  const own = commands.filter(({ id }) => !/zoom|full-?screen/iu.test(id));
  return [
    ...nested(own, item),
    ...(own.length > 0 ? [separator] : []),
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
    ...(packaged ? [] : [separator, { role: 'toggleDevTools' } as const]),
  ];
}

function helpMenu(
  commands: readonly MenuCommand[],
  item: (command: MenuCommand) => Item,
  mac: boolean,
  actions: MenuActions,
): Item[] {
  const links = helpLinks.map(
    ({ id, title, url }): Item => ({
      id: `link-${id}`,
      label: title,
      click: () => actions.showOutside(url),
    }),
  );
  return [
    ...commands.map(item),
    ...(commands.length > 0 ? [separator] : []),
    ...links,
    ...(mac ? [] : [separator, { role: 'about' } as const]),
  ];
}

/**
 * Choices of one thing, as “Colours: dark” and “Colours: light”, become a submenu where the first of them stands. Where one
 * of them is on they are radio items; otherwise each is a switch of its own, or, as “Fault: Laggy”, no switch at all.
 */
function nested(commands: readonly MenuCommand[], item: (command: MenuCommand) => Item): Item[] {
  const nameOf = ({ title }: MenuCommand) => /^(.+): ./u.exec(title)?.[1];
  const choicesOf = (name: string) => commands.filter((command) => nameOf(command) === name);
  return commands.flatMap((command): Item[] => {
    const name = nameOf(command);
    if (name === undefined || choicesOf(name).length < 2) return [item(command)];
    if (choicesOf(name)[0] !== command) return [];
    const type = choicesOf(name).filter(({ checked }) => checked).length === 1 ? 'radio' : 'checkbox';
    const look = (choice: MenuCommand): Item => (choice.checked === undefined ? {} : { type });
    const choices = choicesOf(name).map((choice): Item => {
      const words = choice.title.slice(name.length + 2);
      return { ...item(choice), label: `${words.charAt(0).toUpperCase()}${words.slice(1)}`, ...look(choice) };
    });
    return [{ label: name, submenu: choices }];
  });
}

/**
 * One command. Its keys are shown, and handled by the page, which knows where the focus is: the menu registers none
 * (macOS has no such choice; there the page's own handling keeps the press from the menu).
 */
function commandItem(command: MenuCommand, platform: NodeJS.Platform, actions: MenuActions): Item {
  const { id, title, keys, enabled, checked } = command;
  const accelerator = acceleratorOf(keys?.[0], platform);
  return {
    id,
    label: title.replaceAll('&', '&&'),
    enabled,
    ...(checked !== undefined && { type: 'checkbox', checked }),
    ...(accelerator !== undefined && { accelerator, registerAccelerator: false }),
    click: () => actions.command(id),
  };
}
