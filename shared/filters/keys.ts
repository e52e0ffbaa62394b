// The keys of the filter language: what values each takes and when a connection fits. To add one: one entry here.
import { kernelStates } from '../contract/kernel.ts';
import type { SocketState } from '../contract/records.ts';
import { socketKinds } from '../contract/socket-kinds.ts';
import { isOver, stateGroups } from '../model/socket-state.ts';
import { stateWords } from '../model/state-words.ts';
import { inPrefix, isPrefix } from './cidr.ts';
import {
  addressesOf,
  type ConnectionFacts,
  conditionKindsOf,
  pathsOf,
  peerAddressOf,
  portsOf,
  tagsOf,
} from './facts.ts';
import { parseDuration, parseSize } from './quantities.ts';

export type Operator = ':' | '>' | '<';

export interface FilterKey {
  readonly name: string;
  readonly help: string;
  readonly operators: readonly Operator[];
  /** Values worth suggesting, where there is a fixed list. */
  readonly values?: readonly string[];
  /** Why a value makes no sense; undefined when it does. */
  problem?(value: string): string | undefined;
  fits(facts: ConnectionFacts, operator: Operator, value: string): boolean;
}

const states = Object.keys(stateWords) as SocketState[];
const stateValues = [...new Set([...Object.keys(stateGroups), ...states])];
const has = (facts: ConnectionFacts, kind: string) => conditionKindsOf(facts).includes(kind);
const hasTests: Readonly<Record<string, (facts: ConnectionFacts) => boolean>> = {
  error: ({ ends }) => ends.some((e) => e.close?.failure !== undefined),
  timeout: ({ ends }) => ends.some((e) => e.timedOutAt !== undefined || e.close?.cause === 'timeout'),
  backpressure: (facts) => has(facts, 'backpressure'),
  'not-reading': (facts) => has(facts, 'not-reading'),
  'fin-waiting': (facts) => has(facts, 'fin-waiting'),
  quiet: (facts) => has(facts, 'quiet'),
  'peer-finished': (facts) => has(facts, 'peer-finished'),
  'window-closed': (facts) => has(facts, 'window-closed'),
  'no-answer': (facts) => has(facts, 'no-answer'),
  'time-wait': (facts) => has(facts, 'time-wait'),
  held: (facts) => has(facts, 'held'),
  fault: (facts) => has(facts, 'fault'),
  tagged: (facts) => has(facts, 'tagged'),
  discarded: ({ ends }) => ends.some((e) => (e.discardedBytes ?? 0) > 0),
};

const oneOf = (allowed: readonly string[]) => (value: string) =>
  allowed.includes(value.toLowerCase()) ? undefined : `It is one of ${allowed.join(', ')}.`;
const sized = (value: string) =>
  parseSize(value) === undefined ? 'A size goes here, such as 100, 20kb or 1mb.' : undefined;
const timed = (value: string) =>
  parseDuration(value) === undefined ? 'A time goes here, such as 500ms, 30s or 5m.' : undefined;
const compare = (actual: number, operator: Operator, wanted: number | undefined) =>
  wanted !== undefined && (operator === '>' ? actual > wanted : operator === '<' ? actual < wanted : actual === wanted);
const sizeKey = (name: string, help: string, of: (facts: ConnectionFacts) => number): FilterKey => ({
  name,
  help,
  operators: ['>', '<', ':'],
  problem: sized,
  fits: (facts, operator, value) => compare(of(facts), operator, parseSize(value)),
});
const timeKey = (name: string, help: string, of: (facts: ConnectionFacts) => number | undefined): FilterKey => ({
  name,
  help,
  operators: ['>', '<'],
  problem: timed,
  fits: (facts, operator, value) => compare(of(facts) ?? Number.NaN, operator, parseDuration(value)),
});
/** `=name` is exactly that; anything else is looked for inside. */
const contains = (text: string | undefined, value: string) => {
  const [whole, wanted] = [text?.toLowerCase(), value.toLowerCase()];
  return wanted.startsWith('=') ? whole === wanted.slice(1) : (whole?.includes(wanted) ?? false);
};

export const filterKeys: readonly FilterKey[] = [
  {
    name: 'state',
    help: 'the state word of either end, or a group of them',
    operators: [':'],
    values: stateValues,
    problem: oneOf(stateValues),
    fits: ({ ends }, _operator, value) => {
      const group = stateGroups[value.toLowerCase() as keyof typeof stateGroups] as readonly SocketState[] | undefined;
      return ends.some((e) => (group ? group.includes(e.state) : e.state === value.toLowerCase()));
    },
  },
  {
    name: 'id',
    help: 'the connection’s number, as in the # column',
    operators: [':'],
    problem: (value) => (/^#?\d+$/u.test(value) ? undefined : 'A number, as in the # column.'),
    fits: ({ ends }, _operator, value) => ends.some((e) => e.socketId === Number(value.replace('#', ''))),
  },
  {
    name: 'node',
    help: 'what Node’s readyState says',
    operators: [':'],
    values: ['opening', 'open', 'readOnly', 'writeOnly', 'closed'],
    problem: oneOf(['opening', 'open', 'readonly', 'writeonly', 'closed']),
    fits: ({ ends }, _operator, value) => ends.some((e) => e.readyState.toLowerCase() === value.toLowerCase()),
  },
  {
    name: 'kernel',
    help: 'the state in the kernel’s table, where it can be read',
    operators: [':'],
    values: kernelStates.map((state) => state.toLowerCase()),
    problem: oneOf(kernelStates.map((state) => state.toLowerCase())),
    fits: ({ ends }, _operator, value) => ends.some((e) => e.kernel?.state.toLowerCase() === value.toLowerCase()),
  },
  {
    name: 'server',
    help: 'part of the server’s name; =name for exactly that',
    operators: [':'],
    fits: ({ serverName }, _o, value) => contains(serverName, value),
  },
  {
    name: 'client',
    help: 'part of the client’s name; =name for exactly that',
    operators: [':'],
    fits: ({ ends }, _o, value) => ends.some((e) => e.origin === 'dialled' && contains(e.name, value)),
  },
  {
    name: 'peer',
    help: 'the other side’s address: its beginning, or a subnet as 10.0.0.0/8',
    operators: [':'],
    problem: (value) => (isPrefix(value) ? undefined : 'An address, its beginning, or a subnet.'),
    fits: (facts, _operator, value) => inPrefix(peerAddressOf(facts), value),
  },
  {
    name: 'address',
    help: 'any address of the connection',
    operators: [':'],
    problem: (value) => (isPrefix(value) ? undefined : 'An address, its beginning, or a subnet.'),
    fits: (facts, _operator, value) => addressesOf(facts).some((address) => inPrefix(address, value)),
  },
  {
    name: 'port',
    help: 'a port of either side',
    operators: [':', '>', '<'],
    problem: (value) => (/^\d{1,5}$/u.test(value) && Number(value) <= 65_535 ? undefined : 'A port, from 0 to 65535.'),
    fits: (facts, operator, value) => portsOf(facts).some((port) => compare(port, operator, Number(value))),
  },
  {
    name: 'path',
    help: 'part of a UNIX socket’s path',
    operators: [':'],
    fits: (facts, _operator, value) => pathsOf(facts).some((path) => contains(path, value)),
  },
  {
    name: 'kind',
    help: 'tcp4, tcp6, unix, …',
    operators: [':'],
    values: ['tcp', ...socketKinds],
    problem: oneOf(['tcp', ...socketKinds]),
    fits: ({ own }, _operator, value) =>
      value.toLowerCase() === 'tcp' ? own.kind.startsWith('tcp') : own.kind === value.toLowerCase(),
  },
  sizeKey('sent', 'bytes the row’s end has sent', ({ own }) => own.counts.bytesWritten - own.counts.queued),
  sizeKey('recv', 'bytes the row’s end has received', ({ own }) => own.counts.bytesRead),
  sizeKey('queued', 'bytes waiting in Node, at either end', ({ ends }) =>
    Math.max(...ends.map((e) => (isOver(e.state) ? 0 : e.counts.queued))),
  ),
  sizeKey('rate', 'bytes per second', ({ rate }) => rate),
  timeKey('idle', 'time since the last byte', ({ own, now }) => (isOver(own.state) ? undefined : now - own.idleSince)),
  timeKey(
    'age',
    'time since it was connected or dialled',
    ({ own, now }) => (own.closedAt ?? now) - (own.connectedAt ?? own.openedAt),
  ),
  {
    name: 'has',
    help: 'something remarkable',
    operators: [':'],
    values: Object.keys(hasTests),
    problem: oneOf(Object.keys(hasTests)),
    fits: (facts, _operator, value) => hasTests[value.toLowerCase()]?.(facts) ?? false,
  },
  {
    name: 'tag',
    help: 'part of a tag; =tag for exactly that',
    operators: [':'],
    fits: ({ ends }, _operator, value) => tagsOf(ends).some((tag) => contains(tag, value)),
  },
  {
    name: 'rule',
    help: 'a mock’s rule that has fired: its number, as R2, or part of what it is called',
    operators: [':'],
    fits: ({ rules = [] }, _operator, value) =>
      rules.some(({ id, name }) => id.toLowerCase() === value.toLowerCase() || contains(name, value)),
  },
  {
    name: 'code',
    help: 'the code of a failure, as ECONNRESET',
    operators: [':'],
    fits: ({ ends }, _operator, value) =>
      ends.some((e) => e.close?.failure?.code.toLowerCase() === value.toLowerCase()),
  },
];

/** Values of `has` that only the kernel can tell. */
const sampledConditions: ReadonlySet<string> = new Set(['peer-finished', 'window-closed', 'no-answer', 'time-wait']);

/** Whether a token asks for what is read from the kernel's tables. */
export const asksKernel = ({ key, values }: { readonly key: string; readonly values: readonly string[] }) =>
  key === 'kernel' || (key === 'has' && values.some((value) => sampledConditions.has(value.toLowerCase())));

/** How many bytes of each end and direction payload keys look at, counted from the newest. */
export const PAYLOAD_BYTES = 64 * 1024;

/** Keys that are looked up in the engine’s captures, not in the facts of a row. */
export const payloadKeys = [
  { name: 'text', help: 'exact text among the last 64 kB that each end sent or received' },
  { name: 'hex', help: 'bytes among the last 64 kB that each end sent or received, as 0d0a' },
] as const;
