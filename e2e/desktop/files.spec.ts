// Lab files: dialogs, recent files, files given by the system, and what a page may not read.
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { formatLabFile } from '../../shared/lab-file.ts';
import { type Desktop, expect, openDesktop, test } from './fixture.ts';
import { choose, itemIn } from './menu-bar.ts';

const labText = (name: string) => formatLabFile({ servers: [{ name, listen: { port: 0 } }], clients: [] });

/** Asks the app as the page does. */
const ask = ({ page }: Desktop, question: object) =>
  page.evaluate(async (text) => JSON.parse((await window.socketLab?.shell.ask(text)) ?? ''), JSON.stringify(question));

/** The names of the servers, which say which lab is open. */
async function serverNames(desktop: Desktop): Promise<string[]> {
  const caller = await desktop.caller();
  const { servers } = await caller.call('lab.snapshot', {});
  return servers.map(({ name }) => name);
}

/** As the system does on a double click of a file (macOS), also where this system does it otherwise. */
const openFile = ({ app }: Desktop, file: string) =>
  app.evaluate(({ app }, file) => void app.emit('open-file', { preventDefault() {} }, file), file);

test('opening: the chosen file is read; nothing chosen is no error', async ({ desktop }, info) => {
  const file = info.outputPath('My lab.socketlab');
  writeFileSync(file, labText('From a file'));
  expect(await ask(desktop, { ask: 'open-lab' })).toEqual({ cancelled: true });
  await desktop.person.choosing(file);
  expect(await ask(desktop, { ask: 'open-lab' })).toEqual({
    file: { path: file, name: 'My lab', text: labText('From a file') },
  });
  await desktop.person.choosing(`${file}.missing`);
  expect(await ask(desktop, { ask: 'open-lab' })).toEqual({ problem: expect.stringContaining('cannot be read') });
});

test('saving: where the person says, and there again without asking', async ({ desktop }, info) => {
  const save = (text: string, path?: string) => ask(desktop, { ask: 'save-lab', text, name: 'a/b', path });
  expect(await save('one')).toEqual({ cancelled: true });
  await desktop.person.choosing(info.outputPath('saved'));
  const { file } = (await save('one')) as { file: { path: string; name: string } };
  expect(file).toEqual({ path: info.outputPath('saved.socketlab'), name: 'saved' });
  expect(readFileSync(file.path, 'utf8')).toBe('one');
  await save('two', file.path);
  expect(readFileSync(file.path, 'utf8')).toBe('two');
  expect((await desktop.person.fileDialogs()).save).toBe(2);
  await desktop.person.choosing();
  expect(await save('three', info.outputPath('elsewhere.socketlab'))).toEqual({ cancelled: true });
  expect(existsSync(info.outputPath('elsewhere.socketlab'))).toBe(false);
});

test('a path nobody has chosen is not read for the page', async ({ desktop }, info) => {
  const file = info.outputPath('secret.socketlab');
  writeFileSync(file, labText('Secret'));
  expect(await ask(desktop, { ask: 'read-lab', path: file })).toEqual({
    problem: expect.stringContaining('was not chosen by anybody'),
  });
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
