// The numbers of one TCP socket: what `ss -tinHO` prints of the kernel's TCP_INFO.
import { execFile } from 'node:child_process';
import type { KernelState } from '../../../shared/contract/kernel.ts';
import { type KernelDetails, type TcpNumber, tcpNumbers } from '../../../shared/contract/methods/kernel.ts';
import { sameAddress } from './addresses.ts';
import type { SocketTarget } from './protocol.ts';

const PATIENCE_MS = 4_000;
const MOST_BYTES = 32 * 1024 * 1024;

/** The state words of `ss` (iproute2, `misc/ss.c`). */
const states: Readonly<Record<string, KernelState>> = {
  ESTAB: 'ESTABLISHED',
  'SYN-SENT': 'SYN_SENT',
  'SYN-RECV': 'SYN_RECV',
  'FIN-WAIT-1': 'FIN_WAIT_1',
  'FIN-WAIT-2': 'FIN_WAIT_2',
  'TIME-WAIT': 'TIME_WAIT',
  UNCONN: 'CLOSE',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  'LAST-ACK': 'LAST_ACK',
  LISTEN: 'LISTEN',
  CLOSING: 'CLOSING',
};
/** Words that say whose a socket is. */
const whose: ReadonlySet<string> = new Set(['ino', 'sk', 'uid', 'cgroup', 'fwmark', 'dev', 'timer']);
/** Two numbers in one word of `ss`, and the names they are given here. */
const pairs: Readonly<Record<string, readonly [string, string]>> = {
  rtt: ['rtt', 'rttvar'],
  retrans: ['retrans', 'retrans_total'],
  wscale: ['snd_wscale', 'rcv_wscale'],
};
const unitFactors: Readonly<Record<string, number>> = {
  '': 1,
  ms: 1,
  us: 0.001,
  s: 1_000,
  bps: 1,
  Kbps: 1e3,
  Mbps: 1e6,
  Gbps: 1e9,
};

const foreign = 'ss has answered in another form than expected.';
const stateIn = (line: string) => states[/^\S*/u.exec(line)?.[0] ?? ''];

export type Details = Omit<KernelDetails, 'sampledAt'>;

/**
 * Asks `ss` about one socket. Answers undefined when the kernel has no such socket; rejects with a sentence when `ss` is
 * missing, fails, or answers something unknown.
 */
export async function readDetails(target: SocketTarget, program = 'ss'): Promise<Details | undefined> {
  const output = await runSs(program, filterFor(target));
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  if (lines.some((line) => !stateIn(line))) throw new Error(foreign);
  const ours = lines.find((line) => isAbout(line, target));
  return ours === undefined ? undefined : parseSs(ours);
}

function runSs(program: string, filter: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'latin1', timeout: PATIENCE_MS, maxBuffer: MOST_BYTES } as const;
    execFile(program, ['-tinHOae', ...filter], options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === 'ENOENT') reject(new Error(`The program ${program} (of iproute2) is not installed.`));
      else reject(new Error(`${program} has failed: ${stderr.trim() || error.message}`));
    });
  });
}

/**
 * A socket that is being dialled has no addresses yet that Node would tell; among those its inode names it. Two states,
 * because for one alone `ss` leaves the state out.
 */
const filterFor = ({ local, remote }: SocketTarget): string[] =>
  local && remote
    ? [`( sport = :${local.port} and dport = :${remote.port} )`]
    : ['state', 'syn-sent', 'state', 'syn-recv'];

function isAbout(line: string, { local, remote, inode }: SocketTarget): boolean {
  const [, , , here = '', there = ''] = line.split(/\s+/u);
  const owner = Number(/\bino:(\d+)/u.exec(line)?.[1] ?? 0);
  if (inode !== undefined && owner === inode) return true;
  if (!local || !remote || owner !== 0) return false;
  return sameAddress(hostOf(here), local.address) && sameAddress(hostOf(there), remote.address);
}

const hostOf = (text: string) => text.replace(/:\d+$/u, '').replace(/^\[|\]$/gu, '');

/**
 * One line of `ss -tinHO`: state, two queues, two addresses, then words, `name:value` and `name value`. Throws a sentence
 * when the line is of another kind.
 */
export function parseSs(line: string): Details {
  const [word = '', receiveQueue, sendQueue, , , ...rest] = line.trim().split(/\s+/u);
  const state = stateIn(word);
  if (!state || !/^\d+$/u.test(receiveQueue ?? '') || !/^\d+$/u.test(sendQueue ?? '')) {
    throw new Error(foreign);
  }
  const numbers: Record<string, number> = { recv_q: Number(receiveQueue), send_q: Number(sendQueue) };
  const flags: string[] = [];
  let congestion: string | undefined;
  for (let i = rest.indexOf('<->') + 1; i < rest.length; i++) {
    const [name = '', ...values] = (rest[i] ?? '').split(':');
    const text = values.join(':');
    const next = rest[i + 1] ?? '';
    const nextNumber = numberOf(next);
    if (text.startsWith('(') || whose.has(name)) continue; // the inner life of a congestion control, or no number of TCP
    if (text !== '') addNumbers(numbers, name, text);
    else if (nextNumber !== undefined && !next.includes(':')) {
      numbers[name === 'send' ? 'send_rate' : name] = nextNumber;
      i++;
    } else if (numbers.rto === undefined && congestion === undefined && !plainFlags.has(name)) congestion = name;
    else flags.push(name);
  }
  const part = (isNamed: boolean) =>
    Object.fromEntries(Object.entries(numbers).filter(([name]) => named.has(name) === isNamed));
  return { state, ...(congestion !== undefined && { congestion }), flags, ...part(true), others: part(false) };
}

const named: ReadonlySet<string> = new Set<TcpNumber>(tcpNumbers);

/** Words in front of the name of the congestion control. */
const plainFlags: ReadonlySet<string> = new Set(['ts', 'sack', 'ecn', 'ecnseen', 'fastopen', 'unknown', 'mptcp']);

function addNumbers(numbers: Record<string, number>, name: string, text: string): void {
  const [first, second] = pairs[name] ?? [name, undefined];
  const [left = '', right] = text.split(second !== undefined && name === 'wscale' ? ',' : '/');
  const values = [numberOf(left), right === undefined ? undefined : numberOf(right)];
  if (values[0] !== undefined) numbers[first] = values[0];
  if (second !== undefined && values[1] !== undefined) numbers[second] = values[1];
}

/** `204`, `0.026`, `12ms`, `267339727488bps`, `(30.5%)` left out; undefined for what is no number. */
function numberOf(text: string): number | undefined {
  const [, digits, unit = ''] = /^(-?\d+(?:\.\d+)?)([a-zA-Z]*)(?:\(.*\))?$/u.exec(text) ?? [];
  const factor = unitFactors[unit];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}
