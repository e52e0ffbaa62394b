import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import type { MenuCommand } from '../../shared/desktop/messages.ts';
import { acceleratorOf } from './accelerator.ts';
import { menuTemplate } from './menu-template.ts';

type Item = MenuItemConstructorOptions;

const command = (id: string, group: string, more: Partial<MenuCommand> = {}): MenuCommand => ({
  id,
  title: id,
  group,
  enabled: true,
  ...more,
});
const actions = { command: vi.fn(), openRecent: vi.fn(), clearRecent: vi.fn(), showOutside: vi.fn() };
function menu(commands: readonly MenuCommand[], platform: NodeJS.Platform = 'linux', recent: string[] = []) {
  return menuTemplate({ platform, packaged: true, appName: 'Socket Lab', commands, recent }, actions);
}
const submenu = (items: readonly Item[], label: string) => items.find((i) => i.label === label)?.submenu as Item[];
/** What stands in a menu: labels, roles in brackets, `-` between. */
const words = (items: readonly Item[]) => items.map((i) => (i.type === 'separator' ? '-' : (i.label ?? `[${i.role}]`)));

const some = [
  command('lab.new', 'File'),
  command('lab.open', 'File', { keys: ['$mod+O'] }),
  command('lab.save', 'File', { enabled: false }),
  command('settings', 'File'),
  command('edit.undo', 'Edit', { title: 'Undo Delete server “R&D”' }),
  command('view.sidebar', 'View', { checked: true }),
  command('endpoint.listen', 'Endpoint'),
  command('connection.finish', 'Connection', { keys: ['f'] }),
  command('help.keys', 'Help'),
];

test('menus in their order, the page’s commands in them, the system’s around', () => {
  const linux = menu(some);
  expect(words(linux)).toEqual(['File', 'Edit', 'View', 'Endpoint', 'Connection', '[windowMenu]', 'Help']);
  expect(words(submenu(linux, 'File'))).toEqual(
    'lab.new lab.open|Open Recent|lab.save settings - [close] - [quit]'.split(/[ |](?!Recent)/u),
  );
  expect(words(submenu(linux, 'Edit'))).toEqual([
    'Undo Delete server “R&&D”',
    '-',
    '[cut]',
    '[copy]',
    '[paste]',
    '[selectAll]',
  ]);
  expect(words(submenu(linux, 'View'))).toEqual([
    'view.sidebar',
    '-',
    '[resetZoom]',
    '[zoomIn]',
    '[zoomOut]',
    '-',
    '[togglefullscreen]',
  ]);
  expect(words(submenu(linux, 'Help')).at(-1)).toBe('[about]');
});

test('on macOS the app has a menu of its own, with settings, about and quit', () => {
  const mac = menu(some, 'darwin');
  expect(words(mac)[0]).toBe('Socket Lab');
  expect(words(submenu(mac, 'Socket Lab'))).toEqual(expect.arrayContaining(['[about]', 'settings', '[quit]']));
  expect(words(submenu(mac, 'File'))).not.toContain('settings');
  expect(words(submenu(mac, 'File')).at(-1)).toBe('[close]');
  expect(words(submenu(mac, 'Help'))).not.toContain('[about]');
});

test('before the page has said anything: what works without it', () => {
  expect(words(menu([]))).toEqual(['File', 'Edit', 'View', '[windowMenu]', 'Help']);
  expect(words(submenu(menu([]), 'Edit')).slice(0, 2)).toEqual(['[undo]', '[redo]']);
});

test('a command says what it is, and choosing it tells its id', () => {
  const [, , save] = (submenu(menu(some), 'File') ?? []).filter((i) => i.id?.startsWith('lab.'));
  expect(save).toMatchObject({ id: 'lab.save', enabled: false });
  const [sidebar] = submenu(menu(some), 'View');
  expect(sidebar).toMatchObject({ type: 'checkbox', checked: true });
  sidebar?.click?.(undefined as never, undefined as never, undefined as never);
  expect(actions.command).toHaveBeenCalledWith('view.sidebar');
});

test('choices of one thing are a submenu of radio items', () => {
  const choice = (title: string, checked: boolean) => command(title, 'View', { title, checked });
  const view = submenu(
    menu([choice('Colours: dark', true), command('x', 'View'), choice('Colours: light', false)]),
    'View',
  );
  expect(words(view).slice(0, 3)).toEqual(['Colours', 'x', '-']);
  expect(submenu(view, 'Colours')).toMatchObject([
    { label: 'Dark', type: 'radio', checked: true, id: 'Colours: dark' },
    { label: 'Light', type: 'radio', checked: false },
  ]);
  const columns = menu([choice('Column: kind', true), choice('Column: rate', true)]);
  expect(submenu(submenu(columns, 'View'), 'Column')).toMatchObject([{ type: 'checkbox' }, { type: 'checkbox' }]);
});

test('things of one kind that are no switches are a submenu of plain items, also when a name has a colon', () => {
  const fault = (title: string) => command(title, 'Endpoint', { title: `Fault of “a: b”: ${title}` });
  const endpoint = submenu(
    menu([fault('Laggy'), fault('Flaky 10 %'), command('Delete “a: b”', 'Endpoint')]),
    'Endpoint',
  );
  expect(words(endpoint)).toEqual(['Fault of “a: b”', 'Delete “a: b”']);
  const faults = submenu(endpoint, 'Fault of “a: b”');
  expect(faults).toMatchObject([
    { label: 'Laggy', id: 'Laggy' },
    { label: 'Flaky 10 %', id: 'Flaky 10 %' },
  ]);
  expect(faults.map(({ type }) => type)).toEqual([undefined, undefined]);
});

test('a group nobody foresaw gets its menu before Window', () => {
  expect(words(menu([command('tap.start', 'Taps')]))).toEqual(['File', 'Edit', 'View', 'Taps', '[windowMenu]', 'Help']);
});

test('developer tools only while developing', () => {
  const wishes = { platform: 'linux', packaged: false, appName: '', commands: [], recent: [] } as const;
  expect(words(submenu(menuTemplate(wishes, actions), 'View'))).toContain('[toggleDevTools]');
  expect(words(submenu(menu([]), 'View'))).not.toContain('[toggleDevTools]');
});

test('recent files, and forgetting them', () => {
  const recent = submenu(submenu(menu(some, 'linux', ['/a/b.socketlab']), 'File'), 'Open Recent');
  expect(words(recent)).toEqual(['b.socketlab', '-', 'Clear Menu']);
  recent[0]?.click?.(undefined as never, undefined as never, undefined as never);
  expect(actions.openRecent).toHaveBeenCalledWith('/a/b.socketlab');
  expect(submenu(submenu(menu(some), 'File'), 'Open Recent')).toMatchObject([{ enabled: false }]);
});

describe('keys', () => {
  test.each([
    ['$mod+O', 'CmdOrCtrl+O', 'CmdOrCtrl+O'],
    ['$mod+Shift+.', 'CmdOrCtrl+Shift+.', 'CmdOrCtrl+Shift+.'],
    ['$mod+ArrowUp', 'CmdOrCtrl+Up', 'CmdOrCtrl+Up'],
    ['$mod++', 'CmdOrCtrl+Plus', 'CmdOrCtrl+Plus'],
    ['$mod+\\', 'CmdOrCtrl+\\', 'CmdOrCtrl+\\'],
    ['Alt+g', 'Alt+G', 'Ctrl+G'],
    ['Alt+Shift+1', 'Alt+Shift+1', 'Ctrl+Shift+1'],
    ['Control+Tab', 'Ctrl+Tab', 'Ctrl+Tab'],
    ['F6', 'F6', 'F6'],
    ['f', undefined, undefined],
    ['Shift+R', undefined, undefined],
    ['?', undefined, undefined],
    ['Enter', undefined, undefined],
    ['Escape Escape', undefined, undefined],
    [undefined, undefined, undefined],
  ])('%s', (keys, elsewhere, mac) => {
    expect([acceleratorOf(keys, 'linux'), acceleratorOf(keys, 'darwin')]).toEqual([elsewhere, mac]);
  });
});
