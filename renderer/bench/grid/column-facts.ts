// What each column sorts by, and what “Show only” means in it. Pure; the cells are in `columns.tsx`.
import type { Socket } from '../../../shared/contract/records.ts';
import { type ConnectionFacts, conditionKindsOf, peerAddressOf, tagsOf } from '../../../shared/filters/facts.ts';
import { filterKeys } from '../../../shared/filters/keys.ts';
import { quoted } from '../../../shared/filters/parse.ts';
import { formatEndpoint } from '../../../shared/format.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { unacknowledgedBytes, unreadBytes } from '../../../shared/model/ledger.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { stateWords } from '../../../shared/model/state-words.ts';

type SortKey = number | string | undefined;

interface ColumnFacts {
  sortKey(facts: ConnectionFacts): SortKey;
  /** The filter token that keeps rows like this one; undefined where there is nothing to keep them by. */
  token?(facts: ConnectionFacts): string | undefined;
}

/** Bytes handed to the kernel: Node's `bytesWritten` counts what is still queued too (net-behaviours B25). */
export const sentBy = ({ counts }: Socket) => counts.bytesWritten - counts.queued;

/** What waits in Node at both ends together. */
export const queuedOf = (ends: readonly Socket[]) =>
  ends.reduce((sum, end) => sum + (isOver(end.state) ? 0 : end.counts.queued), 0);

/** What is used of the lab where a socket's own options do not say how much it may queue. */
interface MarkFacts {
  readonly about?: { readonly node: string } | undefined;
  readonly lab: { readonly servers: LabState['servers'] };
}

/** How much may wait at an end until write() returns false: what was asked for, or Node's own (64 KiB from 22 on). */
export function highWaterMarkOf({ options, serverId }: Socket, { about, lab }: MarkFacts): number {
  const ofServer = serverId === undefined ? undefined : lab.servers.get(serverId)?.options.highWaterMark;
  const asked = options.highWaterMark ?? ofServer;
  if (typeof asked === 'number' && asked > 0) return asked;
  return Number(/^v?(\d+)/u.exec(about?.node ?? '')?.[1] ?? 0) >= 22 ? 65_536 : 16_384;
}

export const codeOf = ({ ends }: ConnectionFacts) => ends.find((end) => end.close?.failure)?.close?.failure?.code;

const states: readonly string[] = Object.keys(stateWords);
const conditionValues = filterKeys.find((key) => key.name === 'has')?.values ?? [];
/** Text that sorts as people count: `:9` before `:10`. */
const natural = (text: string) => text.toLowerCase().replace(/\d+/gu, (digits) => digits.padStart(10, '0'));
const idleOf = ({ own, now }: ConnectionFacts) =>
  isOver(own.state) || own.state === 'created' ? undefined : now - own.idleSince;
const serverOf = ({ serverName }: ConnectionFacts) =>
  serverName === undefined ? undefined : `server:${quoted(`=${serverName}`)}`;
const peerOf = (facts: ConnectionFacts) => {
  const address = peerAddressOf(facts);
  return address === '' ? undefined : `peer:${quoted(address)}`;
};
const addressToken = (end: Socket['local']) => {
  if (!end) return undefined;
  return 'path' in end ? `path:${quoted(end.path)}` : `address:${quoted(end.address.replace(/^::ffff:/iu, ''))}`;
};
const seconds = (ms: number) => Math.max(0, Math.floor(ms / 1000));

const byColumn: Readonly<Record<string, ColumnFacts>> = {
  state: { sortKey: ({ own }) => states.indexOf(own.state), token: ({ own }) => `state:${own.state}` },
  id: { sortKey: ({ own }) => own.socketId, token: ({ own }) => `id:${own.socketId}` },
  route: {
    sortKey: ({ own, serverName }) =>
      natural(`${own.name ?? serverName ?? ''} ${formatEndpoint(own.local)} ${formatEndpoint(own.remote)}`),
    token: (facts) => serverOf(facts) ?? peerOf(facts) ?? addressToken(facts.own.remote),
  },
  kind: { sortKey: ({ own }) => own.kind, token: ({ own }) => `kind:${own.kind}` },
  sent: { sortKey: ({ own }) => sentBy(own), token: ({ own }) => `sent:${sentBy(own)}` },
  received: { sortKey: ({ own }) => own.counts.bytesRead, token: ({ own }) => `recv:${own.counts.bytesRead}` },
  rate: { sortKey: ({ rate }) => rate, token: ({ rate }) => (rate > 0 ? 'rate>0' : undefined) },
  queued: {
    sortKey: ({ ends }) => queuedOf(ends),
    token: ({ ends }) => (queuedOf(ends) > 0 ? 'queued>0' : 'queued:0'),
  },
  idle: {
    sortKey: idleOf,
    token: (facts) => {
      const idle = idleOf(facts);
      return idle === undefined ? undefined : `idle>${seconds(idle)}s`;
    },
  },
  age: {
    sortKey: ({ own, now }) =>
      own.state === 'created' ? undefined : (own.closedAt ?? now) - (own.connectedAt ?? own.openedAt),
    token: ({ own, now }) => `age>${seconds((own.closedAt ?? now) - (own.connectedAt ?? own.openedAt))}s`,
  },
  conditions: {
    sortKey: (facts) => conditionKindsOf(facts)[0],
    token: (facts) => {
      const kind = conditionKindsOf(facts).find((condition) => conditionValues.includes(condition));
      return kind === undefined ? undefined : `has:${kind}`;
    },
  },
  local: { sortKey: ({ own }) => natural(formatEndpoint(own.local)), token: ({ own }) => addressToken(own.local) },
  remote: { sortKey: ({ own }) => natural(formatEndpoint(own.remote)), token: ({ own }) => addressToken(own.remote) },
  kernel: {
    sortKey: ({ own }) => own.kernel?.state,
    token: ({ own }) => (own.kernel ? `kernel:${own.kernel.state.toLowerCase()}` : undefined),
  },
  unacked: { sortKey: ({ own }) => own.kernel && unacknowledgedBytes(own.kernel) },
  unread: { sortKey: ({ own }) => own.kernel && unreadBytes(own.kernel) },
  family: { sortKey: ({ own }) => familyOf(own), token: ({ own }) => `kind:${own.kind}` },
  code: {
    sortKey: codeOf,
    token: (facts) => {
      const code = codeOf(facts);
      return code === undefined ? undefined : `code:${quoted(code)}`;
    },
  },
  tag: {
    sortKey: ({ ends }) => tagsOf(ends)[0]?.toLowerCase(),
    token: ({ ends }) => {
      const [tag] = tagsOf(ends);
      return tag === undefined ? undefined : `tag:${quoted(`=${tag}`)}`;
    },
  },
  rule: {
    sortKey: ({ rules = [] }) => rules.at(-1)?.name.toLowerCase(),
    token: ({ rules = [] }) => {
      const last = rules.at(-1);
      return last && `rule:${quoted(last.id)}`;
    },
  },
  opened: { sortKey: ({ own }) => own.openedAt },
  closed: { sortKey: ({ own }) => own.closedAt },
};

/** What a connection sorts by in a column; undefined sorts last. */
export const sortKeyOf = (column: string, facts: ConnectionFacts): SortKey => byColumn[column]?.sortKey(facts);

/** The token that “Show only” adds for a cell. */
export const tokenOf = (column: string, facts: ConnectionFacts): string | undefined => byColumn[column]?.token?.(facts);

/** The token for the server, and for the peer, of a connection. */
export const serverToken = serverOf;
export const peerToken = peerOf;

/** IPv4 or IPv6; undefined where there is no address. */
export function familyOf({ local, remote }: Socket): string | undefined {
  const end = remote ?? local;
  return end && 'family' in end ? end.family : undefined;
}
