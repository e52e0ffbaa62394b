import { expect, test } from 'vitest';
import { earlyFailure } from './early-checks.ts';

const about = { maxPathBytes: 107, platform: 'linux' };

test('UX22 text 24: a path is measured in bytes, as the system does', () => {
  expect(earlyFailure({ path: 'x'.repeat(107) }, 'path', 'listen', about)).toBeUndefined();
  expect(earlyFailure({ path: 'x'.repeat(119) }, 'path', 'listen', about)).toMatchObject({
    field: 'path',
    failure: { code: 'PATH_TOO_LONG', message: 'The path is too long by 12 bytes.', next: ['use-temp-path'] },
  });
  expect(earlyFailure({ path: 'ä'.repeat(54) }, 'path', 'listen', about)?.failure.message).toContain('by 1 byte.');
  expect(earlyFailure({ path: 'x'.repeat(119) }, 'tcp', 'listen', about)).toBeUndefined();
});

test('text 28: ports go from 0 to 65535, and none can be dialled at 0', () => {
  const wrong = (port: string, doing: 'listen' | 'connect') => earlyFailure({ port }, 'tcp', doing, about)?.field;
  for (const port of ['65536', '-1', '1.5', '99999999']) expect([port, wrong(port, 'listen')]).toEqual([port, 'port']);
  for (const port of ['', '0', '1', '65535', ' 80 ', 'abc'])
    expect([port, wrong(port, 'listen')]).toEqual([port, undefined]);
  expect([wrong('0', 'connect'), wrong('1', 'connect')]).toEqual(['port', undefined]);
});
