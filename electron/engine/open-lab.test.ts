import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatLabFile } from '../../shared/lab-text.ts';
import { openLab } from './open-lab.ts';
import { TestLab } from './testing/test-lab.ts';

test('a lab file is put into the lab, its servers stopped', async () => {
  await using lab = await TestLab.open();
  const file = lab.path('my.socketlab');
  const servers = [{ name: 'Echo', listen: { port: 0, host: '127.0.0.1' } }];
  writeFileSync(file, formatLabFile({ servers, clients: [{ name: 'Dial', target: { port: 7 } }] }));
  expect(await openLab(lab.engine, file)).toBeUndefined();
  const { servers: found, document } = await lab.call('lab.snapshot', {});
  expect(found.map(({ name, state }) => [name, state])).toEqual([['Echo', 'stopped']]);
  expect(document).toMatchObject({ name: 'my', path: file, clients: [{ name: 'Dial', target: { port: 7 } }] });
});

test('what cannot be opened says why and changes nothing', async () => {
  await using lab = await TestLab.open();
  const file = lab.path('broken.socketlab');
  writeFileSync(file, '{');
  mkdirSync(lab.path('folder'));
  expect(await openLab(lab.engine, file)).toBe(`${file} cannot be opened: It is not JSON, or it is cut off.`);
  expect(await openLab(lab.engine, lab.path('missing'))).toMatch(/^The lab file cannot be read: ENOENT/u);
  expect(await openLab(lab.engine, lab.path('folder'))).toMatch(/^The lab file cannot be read: EISDIR/u);
  expect((await lab.call('lab.snapshot', {})).servers).toEqual([]);
});
