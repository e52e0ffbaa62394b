import { expect, test } from 'vitest';
import { target } from './dial-options.ts';
import { fieldInfo } from './fields.ts';
import { listen } from './listen-options.ts';

test('M11 S22 what the forms suggest: /tmp/echo.sock, a backlog of 511', () => {
  expect(fieldInfo(listen.entries.path)?.placeholder).toBe('/tmp/echo.sock');
  expect(fieldInfo(target.entries.path)?.placeholder).toBe('/tmp/echo.sock');
  expect(fieldInfo(listen.entries.backlog)?.placeholder).toBe('511');
});
