// macOS and Windows: what their tools print, recorded on such systems and in the documented forms. Not run there.
import { expect, test, vi } from 'vitest';
import { TestLab } from '../testing/test-lab.ts';
import { monotonic } from './cost.ts';
import { parseDarwinNetstat } from './darwin.ts';
import type { LookThread } from './look-thread.ts';
import { NetstatLooker } from './netstat-rows.ts';
import { column, NONE, ROW_WIDTH, type SocketTarget, stateOfNumber, UNTOLD } from './protocol.ts';
import * as recorded from './recorded-outputs.ts';
import { RowTable } from './row-table.ts';
import { parseNetTcpConnection, parseWindowsNetstat, UnknownWords } from './win32.ts';

const darwin = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)      rhiwat  shiwat    pid   epid state  options           gencnt    flags   flags1 usscnt rtncnt fltrs
tcp4       0      0  127.0.0.1.49303        127.0.0.1.49302        ESTABLISHED  408128  146988    573      0 00102 00000008 000000000000c9ba 00000080 01000900      1      0 000000
tcp4  131072   4096  127.0.0.1.49302        127.0.0.1.49303        CLOSE_WAIT   408128  146988    573      0 00182 00000008 000000000000c9bb 00000080 01000900      1      0 000000
tcp6       0      0  ::1.7007               ::1.50111              FIN_WAIT_2   407796  146808    574      0 00182 00000008 000000000000c9bd 00000080 01000900      1      0 000000
tcp6       0      0  fe80::1%lo0.7007       fe80::1%lo0.50112      SYN_RCVD     407796  146808    574      0 00182 00000008 000000000000c9be 00000080 01000900      1      0 000000
tcp46      0      0  *.8080                 *.*                    LISTEN       131072  131072    574      0 00100 00000006 000000000000c9bc 00000000 00000900      1      0 000000
tcp4       0      0  127.0.0.1.49310        127.0.0.1.49302        TIME_WAIT    408128  146988    573      0 02131 00000008 000000000000c9c0 00000080 01080900      1      0 000000
udp4       0      0  *.5353                 *.*                                 786896    9216    222      0 00100 00000000 0000000000001b33 00000000 00000800      1      0 000000
`;
const at = (address: string, port: number) => ({ address, port });

test('macOS: states and queue sizes; listening sockets and UDP are no connections', () => {
  expect(parseDarwinNetstat(darwin)).toEqual([
    {
      local: at('127.0.0.1', 49303),
      remote: at('127.0.0.1', 49302),
      state: 'ESTABLISHED',
      sendQueue: 0,
      receiveQueue: 0,
    },
    {
      local: at('127.0.0.1', 49302),
      remote: at('127.0.0.1', 49303),
      state: 'CLOSE_WAIT',
      sendQueue: 4096,
      receiveQueue: 131072,
    },
    { local: at('::1', 7007), remote: at('::1', 50111), state: 'FIN_WAIT_2', sendQueue: 0, receiveQueue: 0 },
    {
      local: at('fe80::1%lo0', 7007),
      remote: at('fe80::1%lo0', 50112),
      state: 'SYN_RECV',
      sendQueue: 0,
      receiveQueue: 0,
    },
    {
      local: at('127.0.0.1', 49310),
      remote: at('127.0.0.1', 49302),
      state: 'TIME_WAIT',
      sendQueue: 0,
      receiveQueue: 0,
    },
  ]);
});

const briefly = (rows: ReturnType<typeof parseDarwinNetstat>) =>
  rows.map(({ local, remote, state, sendQueue, receiveQueue }) =>
    [`${local.address} ${local.port} > ${remote.address} ${remote.port}`, state, sendQueue, receiveQueue].join(' '),
  );

test('macOS, recorded: every version’s columns after the state are left alone', () => {
  expect(briefly(parseDarwinNetstat(recorded.macos1014))).toEqual([
    '192.168.1.191 52044 > 203.0.113.35 443 ESTABLISHED 0 0',
    '192.168.1.191 52040 > 203.0.113.4 443 CLOSE_WAIT 0 24',
    '192.168.1.191 52036 > 203.0.113.4 443 CLOSE_WAIT 0 24',
  ]);
  expect(briefly(parseDarwinNetstat(recorded.macos12))).toEqual(['::1 58090 > ::1 2222 TIME_WAIT 0 0']);
  const [, wideHeader = ''] = recorded.macos264.split('\n');
  expect(briefly(parseDarwinNetstat(`${wideHeader}\n${recorded.macos151Rows}`))).toEqual([
    '192.168.1.233 52137 > 203.0.113.85 443 ESTABLISHED 126 0',
    '192.168.1.233 52126 > 203.0.113.58 443 ESTABLISHED 0 0',
    '192.168.1.233 52094 > 203.0.113.231 443 ESTABLISHED 0 0',
  ]);
  expect(briefly(parseDarwinNetstat(recorded.macos264))).toEqual([
    '100.71.48.2 22 > 100.78.88.70 33556 ESTABLISHED 168 0',
  ]);
});

test('macOS, recorded without -l: an address that may have lost its end is nobody’s', () => {
  const rows = parseDarwinNetstat(recorded.macos26CutOff);
  expect(rows.map(({ local, state, cut }) => [local.port, state, cut])).toEqual([
    [65195, 'ESTABLISHED', undefined],
    [64810, 'TIME_WAIT', undefined],
    [50624, 'SYN_SENT', true],
  ]);
  const table = new RowTable();
  const looker = new NetstatLooker(table, () => rows);
  const whole = { inode: undefined, unix: false, live: true, withPeer: true };
  const cut = { id: 1, local: at('2001:db8:5610:3342::7', 50624), remote: at('2001:db8:4110:8b1::9', 80), ...whole };
  const gone = { id: 2, local: at('2001:db8:5610:3342::7', 50625), remote: at('2001:db8:4110:8b1::9', 80), ...whole };
  for (const target of [cut, gone]) looker.put(target, table.put(target));
  table.clear();
  looker.look();
  const found = table.changed(0);
  expect([found[column.state], found[13 + column.state]]).toEqual([UNTOLD, -1]);
});

test('macOS: a queue size that is no number is an error, never a number', () => {
  const odd = recorded.macos1014.replace('tcp4      24      0', 'tcp4      24   1.5K');
  expect(() => parseDarwinNetstat(odd)).toThrow('another form');
});

test('macOS: other headers and unknown states are errors', () => {
  expect(() => parseDarwinNetstat('netstat: command not found')).toThrow('another form');
  expect(() => parseDarwinNetstat(darwin.replace('(state)', 'Zustand'))).toThrow('another form');
  expect(() => parseDarwinNetstat(darwin.replace('CLOSE_WAIT ', 'SOMETHING  '))).toThrow('SOMETHING');
});

const windows = `\r
Active Connections\r
\r
  Proto  Local Address          Foreign Address        State           PID\r
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1120\r
  TCP    127.0.0.1:7007         127.0.0.1:50123        CLOSE_WAIT      9012\r
  TCP    127.0.0.1:50123        127.0.0.1:7007         FIN_WAIT_2      9012\r
  TCP    127.0.0.1:50130        127.0.0.1:7007         TIME_WAIT       0\r
  TCP    [::1]:7007             [::1]:50140            ESTABLISHED     9012\r
  TCP    [fe80::1%12]:50141     [fe80::1%12]:7007      SYN_SENT        9012\r
`;

test('Windows: netstat’s states, listening sockets left out', () => {
  expect(parseWindowsNetstat(windows)).toEqual([
    { local: at('127.0.0.1', 7007), remote: at('127.0.0.1', 50123), state: 'CLOSE_WAIT' },
    { local: at('127.0.0.1', 50123), remote: at('127.0.0.1', 7007), state: 'FIN_WAIT_2' },
    { local: at('127.0.0.1', 50130), remote: at('127.0.0.1', 7007), state: 'TIME_WAIT' },
    { local: at('::1', 7007), remote: at('::1', 50140), state: 'ESTABLISHED' },
    { local: at('fe80::1%12', 50141), remote: at('fe80::1%12', 7007), state: 'SYN_SENT' },
  ]);
});

test('Windows in another language: listening rows are no connections, a state in foreign words is said to be one', () => {
  const german = windows
    .replace('LISTENING', 'ABHÖREN')
    .replace('ESTABLISHED', 'HERGESTELLT')
    .replace('Proto  Local Address', 'Proto  Lokale Adresse');
  expect(() => parseWindowsNetstat(german)).toThrow(UnknownWords);
  expect(() => parseWindowsNetstat(windows.replace('127.0.0.1:50123        CLOSE', 'elsewhere   CLOSE'))).toThrow(
    'form',
  );
});

test('Windows, recorded: long addresses, zones, filled lines, headers in other languages', () => {
  expect(parseWindowsNetstat(recorded.windows2019)).toEqual([]);
  expect(parseWindowsNetstat(recorded.windows10Chinese).map(({ remote, state }) => [remote.port, state])).toEqual([
    [58296, 'TIME_WAIT'],
    [58298, 'TIME_WAIT'],
  ]);
  const linkLocal = 'fe80::c9ee:eb4d:5f0b:a64f%4';
  expect(parseWindowsNetstat(recorded.windows10Spanish)).toEqual([
    { local: at('127.0.0.1', 50298), remote: at('127.0.0.1', 1521), state: 'ESTABLISHED' },
    { local: at(linkLocal, 1521), remote: at(linkLocal, 50297), state: 'TIME_WAIT' },
  ]);
  expect(() => parseWindowsNetstat(recorded.windows11German)).toThrow(UnknownWords);
});

const powershell = `"LocalAddress","LocalPort","RemoteAddress","RemotePort","State"\r
"::","135","::","0","Listen"\r
"0.0.0.0","49670","0.0.0.0","0","Bound"\r
"127.0.0.1","7007","127.0.0.1","50123","CloseWait"\r
"::1","7007","::1","50140","Established"\r
"127.0.0.1","50130","127.0.0.1","7007","FinWait2"\r
`;

test('Windows: Get-NetTCPConnection, the same in every language', () => {
  expect(parseNetTcpConnection(powershell)).toEqual([
    { local: at('127.0.0.1', 7007), remote: at('127.0.0.1', 50123), state: 'CLOSE_WAIT' },
    { local: at('::1', 7007), remote: at('::1', 50140), state: 'ESTABLISHED' },
    { local: at('127.0.0.1', 50130), remote: at('127.0.0.1', 7007), state: 'FIN_WAIT_2' },
  ]);
  expect(() => parseNetTcpConnection('Get-NetTCPConnection : The term is not recognized')).toThrow('form');
  expect(() => parseNetTcpConnection(powershell.replace('CloseWait', 'Odd'))).toThrow('Odd');
});

test('targets are found by their addresses; what these tables do not tell stays untold', () => {
  const rows = new RowTable();
  const looker = new NetstatLooker(rows, () => parseDarwinNetstat(darwin));
  const target = (id: number, more: Partial<SocketTarget>): SocketTarget => ({
    id,
    local: at('127.0.0.1', 49302),
    remote: at('::ffff:127.0.0.1', 49303),
    inode: undefined,
    unix: false,
    live: true,
    withPeer: true,
    ...more,
  });
  const targets = [
    target(1, {}),
    target(2, { local: at('127.0.0.1', 1) }),
    target(3, { unix: true }),
    target(4, { remote: undefined }),
  ];
  for (const one of targets) looker.put(one, rows.put(one));
  rows.clear();
  expect(looker.look().size).toBe(0);
  const found = rows.changed(0);
  const states = targets.map((_, i) => stateOfNumber(found[i * 13 + column.state] ?? -1));
  expect(states).toEqual(['CLOSE_WAIT', undefined, undefined, undefined]);
  expect([found[column.sendQueue], found[column.receiveQueue], found[column.timer]]).toEqual([4096, 131072, -1]);
});

test.each([
  ['a row that is missing is a connection the kernel has closed', NONE, 'CLOSE'],
  ['a row that cannot be told from others says nothing', UNTOLD, undefined],
])(
  'macOS: %s',
  async (_what, found, state) => {
    const row = (id: number) => Float64Array.from({ length: ROW_WIDTH }, (_, i) => [id, found][i] ?? NONE);
    const ids: number[] = [];
    let looks = 0;
    const startThread = (): LookThread => ({
      change: ({ put }) => void ids.push(...put.map(({ id }) => id)),
      look: async () => ({
        costMs: 0,
        readAt: monotonic(),
        changed: ++looks === 1 ? row(ids[0] ?? 0) : new Float64Array(),
        queues: new Float64Array(),
      }),
      close: async () => {},
    });
    await using lab = await TestLab.open({ kernel: { platform: 'darwin', startThread } });
    const { client } = await lab.pair();
    await lab.call('kernel.watch', { socketIds: [client] });
    await vi.waitFor(() => expect(looks).toBeGreaterThan(1), { timeout: 10_000 });
    expect((await lab.socket(client)).kernel?.state).toBe(state);
  },
  15_000,
);
