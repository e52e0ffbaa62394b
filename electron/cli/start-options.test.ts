import { expect, test } from 'vitest';
import { addressOfX } from './electron-display.ts';
import { tellingLine } from './electron-run.ts';
import { parseStart } from './start-options.ts';

test('a lab file and the options of serve are passed on', () => {
  expect(parseStart(['a.socketlab', '--port', '0', '--no-open'])).toMatchObject({
    askedForWeb: false,
    labFile: 'a.socketlab',
    serveArgs: ['--port=0', '--no-open', '--lab=a.socketlab'],
  });
  expect(parseStart(['--lab', '-odd name', '--web'])).toMatchObject({ kind: 'wrong' });
  expect(parseStart(['--lab=-odd name', '--web'])).toMatchObject({ serveArgs: ['--lab=-odd name'] });
});

test('where the X server of a display listens', () => {
  expect(addressOfX(':0')).toEqual({ path: '/tmp/.X11-unix/X0' });
  expect(addressOfX('unix:1.0')).toEqual({ path: '/tmp/.X11-unix/X1' });
  expect(addressOfX('localhost:10.0')).toEqual({ host: 'localhost', port: 6010 });
  expect(addressOfX('[::1]:2')).toEqual({ host: '::1', port: 6002 });
  expect(addressOfX('localhost:99999')).toBeUndefined();
  expect(addressOfX('wayland-0')).toBeUndefined();
});

test('the line of a complaint that tells something', () => {
  const noise = 'Gtk-WARNING: theme\n[3:1106/1.2:ERROR:bus.cc(408)] Failed to connect to the bus\n';
  expect(tellingLine('')).toBeUndefined();
  expect(tellingLine(noise)).toBeUndefined();
  expect(tellingLine(`${noise}Error: Cannot find module\n[3:1106/1.2:FATAL:zygote(1)] No usable sandbox!\n`)).toBe(
    'No usable sandbox!',
  );
  expect(tellingLine(`${noise}TypeError: x is not a function\n`)).toBe('TypeError: x is not a function');
});
