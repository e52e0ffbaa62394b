// The TCP tables by fixed columns: recorded rows, and rows made with the kernel's own format (`net/ipv4/tcp_ipv4.c`).
import { expect, test } from 'vitest';
import { randomFrom } from '../../../shared/testing/random.ts';
import { bytesOfAddress, procHex, sameAddress } from './addresses.ts';
import { TcpTable, tcpStates, tcpTimers } from './proc-tcp.ts';

const header4 =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n';
const header6 =
  '  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
/** Recorded on Linux 6.18: a listening socket, two ends with bytes under way, TIME_WAIT, SYN_SENT with one repeat. */
const recorded = `${header4}   0: 0100007F:99E1 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 6375162 1 0000000062c851f7 100 0 0 10 0                   
 207: 0100007F:B1A0 0100007F:99E1 01 0039DA86:00000000 04:00000024 00000000     0        0 6375163 2 00000000f2594d45 20 0 0 15 -1                   
 457: 0100007F:99E1 0100007F:B1A0 01 00000000:0001F3E5 00:00000000 00000000     0        0 6375164 1 00000000201c363b 20 8 0 10 -1                   
 458: 0100007F:DA24 0100007F:99E1 06 00000000:00000000 03:0000176F 00000000     0        0 0 3 00000000a0a9ff21                                      
12459: 0100007F:DA26 0100007F:99E1 02 00000001:00000000 01:000000C1 00000001  1000        2 6375190 2 00000000201c363b 200 0 0 1 -1                  
`;

function rowsOf(text: string, digits: 8 | 32) {
  const rows: object[] = [];
  new TcpTable(Buffer.from(text, 'latin1'), digits).scan((localPort, remotePort, row) => {
    const { sendQueue, receiveQueue, timerMs, retransmits, probes, inode } = row;
    const [state, timer] = [tcpStates[row.state], tcpTimers[row.timer]];
    rows.push({ localPort, remotePort, state, sendQueue, receiveQueue, timer, timerMs, retransmits, probes, inode });
  });
  return rows;
}
const still = { sendQueue: 0, receiveQueue: 0, timer: 'off', timerMs: 0, retransmits: 0, probes: 0 };

test.runIf(process.arch !== 's390x')('recorded rows of /proc/net/tcp, whatever the width of their numbers', () => {
  expect(rowsOf(recorded, 8)).toEqual([
    { ...still, localPort: 39393, remotePort: 0, state: 'LISTEN', receiveQueue: 3, inode: 6375162 },
    {
      ...still,
      localPort: 45472,
      remotePort: 39393,
      state: 'ESTABLISHED',
      sendQueue: 3791494,
      timer: 'zero-window',
      timerMs: 360,
      inode: 6375163,
    },
    { ...still, localPort: 39393, remotePort: 45472, state: 'ESTABLISHED', receiveQueue: 127973, inode: 6375164 },
    { ...still, localPort: 55844, remotePort: 39393, state: 'TIME_WAIT', timer: 'time-wait', timerMs: 59990, inode: 0 },
    {
      ...still,
      localPort: 55846,
      remotePort: 39393,
      state: 'SYN_SENT',
      sendQueue: 1,
      timer: 'retransmit',
      timerMs: 1930,
      retransmits: 1,
      probes: 2,
      inode: 6375190,
    },
  ]);
});

test('addresses of both tables are recognised, mapped ones as IPv4', () => {
  const of = (address: string) => procHex(bytesOfAddress(address) ?? []);
  const four = Number.parseInt(of('127.0.0.1'), 16);
  const mapped = `${'0'.repeat(16)}${of('0.0.255.255')}${of('127.0.0.1')}`;
  const line = (local: string, remote: string) =>
    `   0: ${local}:1F90 ${remote}:C350 01 00000000:00000000 00:00000000 00000000     0        0 77 1 0000000000000000 20 0 0 10 -1\n`;
  const seen: boolean[] = [];
  new TcpTable(Buffer.from(header6 + line(mapped, of('fe80::1')), 'latin1'), 32).scan((_local, _remote, row) => {
    seen.push(row.localIs(four), row.remoteIs(of('fe80::1%eth0')), row.localIs(of('fe80::1')), row.remoteIs(four));
  });
  new TcpTable(Buffer.from(header4 + line(of('127.0.0.1'), of('10.1.2.3')), 'latin1'), 8).scan((_l, _r, row) => {
    seen.push(row.localIs(four), row.remoteIs(four), row.localIs(of('::1')));
  });
  expect(seen).toEqual([true, true, false, false, true, false, false]);
});

test('any row the kernel can print is read back', () => {
  const random = randomFrom(7);
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');
  const expected: object[] = [];
  let text = header4;
  for (let i = 0; i < 2_000; i++) {
    const row = {
      localPort: random.below(65_536),
      remotePort: random.below(65_536),
      state: 1 + random.below(11),
      sendQueue: random.below(2 ** 31),
      receiveQueue: random.below(2 ** 31),
      timer: random.below(5),
      when: random.below(2 ** 20),
      retransmits: random.below(16),
      uid: random.below(2 ** 31),
      probes: random.below(20),
      inode: random.below(2 ** 31),
    };
    text += `${`${String(i * 37).padStart(4)}: ${hex(random.below(2 ** 31), 8)}:${hex(row.localPort, 4)} ${hex(random.below(2 ** 31), 8)}:${hex(row.remotePort, 4)} ${hex(row.state, 2)} ${hex(row.sendQueue, 8)}:${hex(row.receiveQueue, 8)} ${hex(row.timer, 2)}:${hex(row.when, 8)} ${hex(row.retransmits, 8)} ${String(row.uid).padStart(5)} ${String(row.probes).padStart(8)} ${row.inode} 1 0000000000000000 20 0 0 10 -1`.padEnd(149)}\n`;
    const { localPort, remotePort, sendQueue, receiveQueue, retransmits, probes, inode, when } = row;
    const [state, timer] = [tcpStates[row.state], tcpTimers[row.timer]];
    const timerMs = when * 10;
    expected.push({
      localPort,
      remotePort,
      state,
      sendQueue,
      receiveQueue,
      timer,
      timerMs,
      retransmits,
      probes,
      inode,
    });
  }
  expect(rowsOf(text, 8)).toEqual(expected);
});

test('another form is an error, not a number', () => {
  for (const text of ['', 'nothing\n', `${header4}   0: 0100007F99E1 00000000:0000 0A\n`, `${header4}cut off`]) {
    expect(() => rowsOf(text, 8)).toThrow(/table|form/u);
  }
  expect(() => rowsOf(recorded, 32)).toThrow('another form');
});

test('addresses are the same however they are written', () => {
  const pairs = [
    ['127.0.0.1', '::ffff:127.0.0.1'],
    ['127.0.0.1', '::ffff:7f00:1'],
    ['::1', '0:0:0:0:0:0:0:1'],
    ['fe80::1%lo', 'fe80::1'],
    ['2001:db8::a:0:0:1', '2001:0db8:0000:0000:000a:0000:0000:0001'],
  ] as const;
  for (const [a, b] of pairs) expect([a, b, sameAddress(a, b)]).toEqual([a, b, true]);
  expect(sameAddress('127.0.0.1', '127.0.0.2')).toBe(false);
  expect(sameAddress('::1', '::2')).toBe(false);
  expect(bytesOfAddress('example.test')).toBeUndefined();
});
