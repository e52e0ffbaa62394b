// Windows: states only. `netstat -ano` is quick, but speaks the language of the system; where its words are not known,
// `Get-NetTCPConnection` is asked, which is slow and speaks the same everywhere.
import { execFileSync } from 'node:child_process';
import type { KernelState } from '../../../shared/contract/kernel.ts';
import { NetstatLooker, type NetstatRow } from './netstat-rows.ts';
import type { WireAddress } from './protocol.ts';
import type { RowTable } from './row-table.ts';

const PATIENCE_MS = 15_000;
const MOST_BYTES = 64 * 1024 * 1024;

const netstatStates: Readonly<Record<string, KernelState>> = {
  CLOSED: 'CLOSE',
  LISTENING: 'LISTEN',
  SYN_SENT: 'SYN_SENT',
  SYN_RECEIVED: 'SYN_RECV',
  ESTABLISHED: 'ESTABLISHED',
  FIN_WAIT_1: 'FIN_WAIT_1',
  FIN_WAIT_2: 'FIN_WAIT_2',
  CLOSE_WAIT: 'CLOSE_WAIT',
  CLOSING: 'CLOSING',
  LAST_ACK: 'LAST_ACK',
  TIME_WAIT: 'TIME_WAIT',
};
const powershellStates: Readonly<Record<string, KernelState>> = {
  Closed: 'CLOSE',
  Listen: 'LISTEN',
  SynSent: 'SYN_SENT',
  SynReceived: 'SYN_RECV',
  Established: 'ESTABLISHED',
  FinWait1: 'FIN_WAIT_1',
  FinWait2: 'FIN_WAIT_2',
  CloseWait: 'CLOSE_WAIT',
  Closing: 'CLOSING',
  LastAck: 'LAST_ACK',
  TimeWait: 'TIME_WAIT',
};
/** Rows of no connection: bound only, or about to be taken away. */
const noConnection: ReadonlySet<string> = new Set(['DELETE_TCB', 'DeleteTCB', 'BOUND', 'Bound', 'LISTENING', 'Listen']);

/** Netstat's words are in a language that is not known here. */
export class UnknownWords extends Error {}

export class WindowsNetstat extends NetstatLooker {
  constructor(rows: RowTable) {
    let foreignWords = false;
    super(rows, () => {
      if (!foreignWords) {
        try {
          return parseWindowsNetstat(
            run('netstat.exe', ['-ano', '-p', 'TCP']) + run('netstat.exe', ['-ano', '-p', 'TCPv6']),
          );
        } catch (error) {
          if (!(error instanceof UnknownWords)) throw error;
          foreignWords = true; // from now on the slower way
        }
      }
      return parseNetTcpConnection(run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command]));
    });
  }
}

const command =
  'Get-NetTCPConnection | Select-Object LocalAddress,LocalPort,RemoteAddress,RemotePort,State | ConvertTo-Csv -NoTypeInformation';

const run = (program: string, args: readonly string[]) =>
  execFileSync(program, args, { encoding: 'latin1', timeout: PATIENCE_MS, maxBuffer: MOST_BYTES, windowsHide: true });

/** The connections in the output of `netstat -ano`: `TCP local remote STATE pid`. Headers are in any language. */
export function parseWindowsNetstat(output: string): NetstatRow[] {
  return output.split(/\r?\n/u).flatMap((line) => {
    const [protocol, localText = '', remoteText = '', word = '', pid] = line.trim().split(/\s+/u);
    if (protocol !== 'TCP') return [];
    const [local, remote] = [addressOf(localText), addressOf(remoteText)];
    if (!local || !remote) throw new Error('netstat has answered in another form than expected');
    if (noConnection.has(word) || remote.port === 0) return [];
    const state = netstatStates[word];
    if (!state || pid === undefined) throw new UnknownWords(`netstat has named the unknown state “${word}”`);
    return [{ local, remote, state }];
  });
}

/** The connections in the output of `Get-NetTCPConnection` as CSV, quoted, with its header. */
export function parseNetTcpConnection(csv: string): NetstatRow[] {
  const [header = '', ...lines] = csv.split(/\r?\n/u).filter((line) => line !== '');
  if (header !== '"LocalAddress","LocalPort","RemoteAddress","RemotePort","State"') {
    throw new Error('Get-NetTCPConnection has answered in another form than expected');
  }
  return lines.flatMap((line) => {
    const [local = '', localPort, remote = '', remotePort, word = ''] = line.replace(/^"|"$/gu, '').split('","');
    if (noConnection.has(word)) return [];
    const state = powershellStates[word];
    if (!state) throw new Error(`Get-NetTCPConnection has named the unknown state “${word}”`);
    return [
      {
        local: { address: local, port: Number(localPort) },
        remote: { address: remote, port: Number(remotePort) },
        state,
      },
    ];
  });
}

/** `127.0.0.1:49670`, `[::1]:49671`, `[fe80::1%12]:5040`. */
function addressOf(text: string): WireAddress | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([\d.]+)):(\d+)$/u.exec(text) ?? [];
  const address = bracketed ?? plain;
  return address === undefined ? undefined : { address, port: Number(port) };
}
