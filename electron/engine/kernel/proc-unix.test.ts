import { expect, test } from 'vitest';
import { scanUnix, unixStates } from './proc-unix.ts';

const header = 'Num       RefCount Protocol Flags    Type St Inode Path\n';
/** Recorded on Linux 6.18: a server, one that waits in its queue, an end without a path, an abstract name, spaces. */
const recorded = `${header}000000009cef2629: 00000002 00000000 00010000 0001 01 6906228 /tmp/u-test.sock
00000000d2fefd3c: 00000003 00000000 00000000 0001 02     0 /tmp/u-test.sock
00000000454354bf: 00000003 00000000 00000000 0001 03   628
000000005dfa7dc5: 00000002 00000000 00010000 0001 01 31245 @lab-queue
0000000017fa5bd1: 00000003 00000000 00000000 0001 03 31246 /tmp/with a space
`;

const rows = (text: string) => {
  const bytes = Buffer.from(text, 'latin1');
  const found: unknown[] = [];
  scanUnix(bytes, ({ inode, state, listens, pathAt, pathEnd }) => {
    found.push([inode, unixStates[state], listens, bytes.toString('latin1', pathAt, pathEnd)]);
  });
  return found;
};

test('recorded rows of /proc/net/unix', () => {
  expect(rows(recorded)).toEqual([
    [6906228, 'UNCONNECTED', true, '/tmp/u-test.sock'],
    [0, 'CONNECTING', false, '/tmp/u-test.sock'],
    [628, 'CONNECTED', false, ''],
    [31245, 'UNCONNECTED', true, '@lab-queue'],
    [31246, 'CONNECTED', false, '/tmp/with a space'],
  ]);
});

test('another form is an error', () => {
  for (const text of ['', 'x\n', `${header}nonsense\n`, `${header}0: 1 2\n`]) {
    expect(() => rows(text)).toThrow(/UNIX sockets/u);
  }
});
