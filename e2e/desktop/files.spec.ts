// Lab files: dialogs, recent files, files given by the system, and what a page may not read.
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { formatLabFile } from '../../shared/lab-text.ts';
import { type Desktop, expect, openDesktop, test } from './fixture.ts';
import { choose, itemIn } from './menu-bar.ts';

const labText = (name: string) => formatLabFile({ servers: [{ name, listen: { port: 0 } }], clients: [] });

/** The names of the servers, which say which lab is open. */
async function serverNames(desktop: Desktop): Promise<string[]> {
  const caller = await desktop.caller();
  const { servers } = await caller.call('lab.snapshot', {});
  return servers.map(({ name }) => name);
}

/** As the system does on a double click of a file (macOS), also where this system does it otherwise. */
const openFile = ({ app }: Desktop, file: string) =>
  app.evaluate(({ app }, file) => void app.emit('open-file', { preventDefault() {} }, file), file);

test('File ▸ Open: the chosen file opens; nothing chosen changes nothing', async ({ desktop }, info) => {
  const file = info.outputPath('My lab.socketlab');
  writeFileSync(file, labText('From a file'));
  await choose(desktop, 'file.open');
  await expect.poll(async () => (await desktop.person.fileDialogs()).open).toBe(1);
  expect(await serverNames(desktop)).toEqual([]);
  await desktop.person.choosing(file);
  await choose(desktop, 'file.open');
  await expect.poll(() => serverNames(desktop)).toEqual(['From a file']);
  await expect(desktop.page).toHaveTitle('My lab – Socket Lab');
  await desktop.person.choosing(`${file}.missing`);
  await choose(desktop, 'file.open');
  await expect(desktop.page.getByText('cannot be opened')).toBeVisible();
  expect(await serverNames(desktop)).toEqual(['From a file']);
});

test('File ▸ Save: where the person says, and there again without asking', async ({ desktop }, info) => {
  const caller = await desktop.caller();
  await caller.call('server.create', { name: 'One', listen: { port: 0 } });
  await choose(desktop, 'file.save');
  await expect.poll(async () => (await desktop.person.fileDialogs()).save).toBe(1);
  await desktop.person.choosing(info.outputPath('saved'));
  await choose(desktop, 'file.save');
  const saved = () =>
    existsSync(info.outputPath('saved.socketlab')) && readFileSync(info.outputPath('saved.socketlab'), 'utf8');
  await expect.poll(saved).toContain('One');
  await expect(desktop.page).toHaveTitle('saved – Socket Lab');
  await caller.call('server.create', { name: 'Two', listen: { port: 0 } });
  await choose(desktop, 'file.save');
  await expect.poll(saved).toContain('Two');
  expect((await desktop.person.fileDialogs()).save).toBe(2);
});

test('File ▸ Save as: a file that is there is replaced only after a question, where the dialog has not asked', async ({
  desktop,
}, info) => {
  const file = info.outputPath('there.socketlab');
  writeFileSync(file, 'precious');
  await desktop.person.choosing(info.outputPath('there'));
  await choose(desktop, 'file.save-as');
  await expect.poll(desktop.person.boxes).toMatchObject([{ buttons: ['Cancel', 'Replace it'] }]);
  expect(readFileSync(file, 'utf8')).toBe('precious');
  await desktop.person.pressing('Replace it');
  await choose(desktop, 'file.save-as');
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"format": "socketlab"');
});

test('a file of the system opens; it stands under Open Recent, also after a restart', async ({ desktop }, info) => {
  const files = ['first', 'second'].map((name) => {
    const file = info.outputPath(`${name}.socketlab`);
    writeFileSync(file, labText(name));
    return file;
  });
  for (const file of files) {
    await openFile(desktop, file);
    await expect.poll(async () => (await itemIn(desktop, 'open-recent'))?.items[0]).toBe(file.split('/').at(-1));
  }
  expect(await serverNames(desktop)).toEqual(['second']);
  await desktop.close();

  const again = await openDesktop(info);
  expect((await itemIn(again, 'open-recent'))?.items).toEqual(['second.socketlab', 'first.socketlab', 'Clear Menu']);
  await again.app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('open-recent')?.submenu?.items[1]?.click();
  });
  await expect.poll(() => serverNames(again)).toEqual(['first']);
  await choose(again, 'clear-recent');
  expect((await itemIn(again, 'open-recent'))?.items).toEqual(['Clear Menu']);
  await again.close();
});

test('a file that cannot be opened is said, and the lab stays', async ({ desktop }, info) => {
  const file = info.outputPath('broken.socketlab');
  writeFileSync(file, '{"format":"something else"}');
  await openFile(desktop, file);
  await expect
    .poll(desktop.person.boxes)
    .toMatchObject([
      { type: 'error', message: 'The lab could not be opened', detail: expect.stringContaining('broken.socketlab') },
    ]);
  expect((await itemIn(desktop, 'open-recent'))?.items).toEqual(['Clear Menu']);
});

test('a second start with a file asks before it takes the place of a lab that is not saved', async ({
  desktop,
}, info) => {
  const caller = await desktop.caller();
  await caller.call('server.create', { name: 'Unsaved', listen: { port: 0 } });
  const file = info.outputPath('other.socketlab');
  writeFileSync(file, labText('Other'));

  await once(desktop.again(file), 'exit');
  await expect
    .poll(desktop.person.boxes)
    .toMatchObject([
      { message: 'Save the changes to “Untitled”?', buttons: ['Cancel', 'Open without saving', 'Save and open'] },
    ]);
  expect(await serverNames(desktop)).toEqual(['Unsaved']);

  await desktop.person.pressing('Save and open');
  await desktop.person.choosing(info.outputPath('kept'));
  await once(desktop.again(file), 'exit');
  await expect.poll(() => serverNames(desktop)).toEqual(['Other']);
  expect(readFileSync(info.outputPath('kept.socketlab'), 'utf8')).toContain('Unsaved');
});
