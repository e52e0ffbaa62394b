import { expect, test } from 'vitest';
import { messageOf, scopeOf } from '../../testing/scope.ts';
import { traceOf } from '../../testing/traces.ts';
import { echo } from './echo.ts';

test('echo sends back each chunk as it came, and says nothing by itself', () => {
  const chunk = new Uint8Array([0x61, 0, 255]);
  expect(traceOf(echo.onMessage?.({ kind: 'echo' }, messageOf(chunk), scopeOf()))).toEqual(['send a\0ÿ']);
  expect(echo.onOpened).toBeUndefined();
  expect(echo.sentence({ kind: 'echo' })).toBe('Sends back what arrives.');
});
