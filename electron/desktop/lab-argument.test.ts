import { expect, test } from 'vitest';
import { labFileIn } from './lab-argument.ts';

test('the lab file a command line asks for', () => {
  expect(labFileIn(['.', '--lab=/a/b c.json'], '/home')).toBe('/a/b c.json');
  expect(labFileIn(['.', '--lab=x'], '/home')).toBe('/home/x');
  expect(labFileIn(['--no-sandbox', 'deep/My.SocketLab'], '/home')).toBe('/home/deep/My.SocketLab');
  expect(labFileIn(['.', '--user-data-dir=/x.socketlab'], '/home')).toBeUndefined();
  expect(labFileIn([], '/home')).toBeUndefined();
});
