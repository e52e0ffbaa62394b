// macOS: `netstat -anvl -p tcp` gives states and queue sizes, no timers and no descriptors. Without `-l` IPv6 addresses
// end after 16 characters; `-W` keeps only those of IPv4 whole.
import { execFileSync } from 'node:child_process';
import type { KernelState } from '../../../shared/contract/kernel.ts';
import { NetstatLooker, type NetstatRow } from './netstat-rows.ts';
import type { WireAddress } from './protocol.ts';
import type { RowTable } from './row-table.ts';

const PATIENCE_MS = 5_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** The words of macOS (`tcp_fsm.h`) that differ from ours, and those that do not. */
const states: Readonly<Record<string, KernelState>> = {
  CLOSED: 'CLOSE',
  LISTEN: 'LISTEN',
  SYN_SENT: 'SYN_SENT',
  SYN_RCVD: 'SYN_RECV',
  ESTABLISHED: 'ESTABLISHED',
  CLOSE_WAIT: 'CLOSE_WAIT',
  FIN_WAIT_1: 'FIN_WAIT_1',
  CLOSING: 'CLOSING',
  LAST_ACK: 'LAST_ACK',
  FIN_WAIT_2: 'FIN_WAIT_2',
  TIME_WAIT: 'TIME_WAIT',
};

export class DarwinNetstat extends NetstatLooker {
  constructor(rows: RowTable) {
    super(rows, () =>
      parseDarwinNetstat(
        execFileSync('/usr/sbin/netstat', ['-anvlW', '-p', 'tcp'], {
          encoding: 'latin1',
          timeout: PATIENCE_MS,
          maxBuffer: MOST_BYTES,
        }),
      ),
    );
  }
}

/** Columns of the form without `-l` are this far apart at most. */
const NARROW = 30;
/** Characters of an address that the narrow form prints. */
const CUT_AT = 16;

/**
 * The connections in the output of `netstat -anv`: `Proto Recv-Q Send-Q Local Foreign (state) …`; what follows differs
 * from version to version and is not read. Listening sockets and everything that is not TCP are left out; rows whose
 * addresses may have lost their end are marked. Throws when the output has another form.
 */
export function parseDarwinNetstat(output: string): NetstatRow[] {
  const lines = output.split('\n');
  const header = lines.find((line) => line.startsWith('Proto '));
  if (!header || !/Recv-Q\s+Send-Q\s+Local Address\s+Foreign Address\s+\(state\)/u.test(header)) {
    throw new Error('netstat has answered in another form than expected');
  }
  return lines.flatMap((line) => {
    const [protocol = '', receiveQueue, sendQueue, localText = '', remoteText = '', word = ''] = line.split(/\s+/u);
    if (!/^tcp(?:4|6|46)$/u.test(protocol)) return [];
    const [local, remote] = [addressOf(localText), addressOf(remoteText)];
    if (!local || !remote) return []; // a wildcard: listening
    const state = states[word];
    if (!state) throw new Error(`netstat has named the unknown state “${word}”`);
    const queues = { sendQueue: sizeOf(sendQueue), receiveQueue: sizeOf(receiveQueue) };
    return [{ local, remote, state, ...queues, ...(mayBeCut(line, local, remote) && { cut: true }) }];
  });
}

function sizeOf(text: string | undefined): number {
  if (!/^\d+$/u.test(text ?? '')) throw new Error('netstat has answered in another form than expected');
  return Number(text);
}

/** Whether an address is as long as the narrow form lets it be. What was cut off can look like a whole address. */
function mayBeCut(line: string, local: WireAddress, remote: WireAddress): boolean {
  const start = line.indexOf(local.address);
  const apart = line.indexOf(remote.address, start + local.address.length) - start;
  return apart < NARROW && [local, remote].some(({ address }) => address.includes(':') && address.length >= CUT_AT);
}

/** `127.0.0.1.49303`, `::1.631`, `fe80::1%lo0.1024`; undefined for `*.8080` and `*.*`. */
function addressOf(text: string): WireAddress | undefined {
  const [, address = '', port = ''] = /^(.+)\.(\d+)$/u.exec(text) ?? [];
  return port === '' || address === '*' ? undefined : { address, port: Number(port) };
}
