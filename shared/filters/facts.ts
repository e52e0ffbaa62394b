// What a filter may ask about a connection: plain facts of both ends, gathered once for each test.
import type { Socket } from '../contract/records.ts';
import { formatEndpoint, unmapped } from '../format.ts';
import { conditionsOf } from '../model/conditions.ts';

export interface ConnectionFacts {
  readonly ends: readonly Socket[];
  /** The end that stands for the row. */
  readonly own: Socket;
  readonly serverName: string | undefined;
  /** The rules that have fired, the latest last: each by its id and by what it is called. */
  readonly rules?: readonly { readonly id: string; readonly name: string }[];
  /** Engine time now. */
  readonly now: number;
  /** Bytes per second, the busier direction. */
  readonly rate: number;
  /** Nothing received for longer than this is “quiet”. */
  readonly quietAfterMs: number;
}

/** Every address of a connection, without ports; IPv4 out of its mapped form. */
export function addressesOf({ ends }: ConnectionFacts): string[] {
  return ends
    .flatMap(({ local, remote }) => [local, remote])
    .flatMap((e) => (e && 'address' in e ? [unmapped(e.address)] : []));
}
/** The far side's address as the row's own end sees it. */
export function peerAddressOf({ own }: ConnectionFacts): string {
  const { remote, target } = own;
  if (remote && 'address' in remote) return unmapped(remote.address);
  return String(target?.host ?? '');
}
/** Every port of a connection, also the one that is being dialled. */
export function portsOf({ ends, own }: ConnectionFacts): number[] {
  const known = ends.flatMap(({ local, remote }) => [local, remote]).flatMap((e) => (e && 'port' in e ? [e.port] : []));
  return own.target?.port === undefined ? known : [...known, Number(own.target.port)];
}
/** Every path of a connection, also the one that is being dialled. */
export function pathsOf({ ends, own }: ConnectionFacts): string[] {
  const known = ends.flatMap(({ local, remote }) => [local, remote]).flatMap((e) => (e && 'path' in e ? [e.path] : []));
  return typeof own.target?.path === 'string' ? [...known, own.target.path] : known;
}
/** The conditions of both ends at the time of the facts. */
export function conditionKindsOf({ ends, now, quietAfterMs }: ConnectionFacts): string[] {
  return ends.flatMap((end) => conditionsOf(end, now, { quietAfterMs }).map((c) => c.kind));
}
/** The tags of both ends, each once. */
export const tagsOf = (ends: readonly Pick<Socket, 'tags'>[]): readonly string[] => [
  ...new Set(ends.flatMap(({ tags = [] }) => tags)),
];

interface SearchText {
  readonly peer: Socket | undefined;
  readonly serverName: string | undefined;
  readonly text: string;
}
/** Texts by record: a record that changes in anything but its counts is another object. */
const searchTexts = new WeakMap<Socket, SearchText>();

/** What free text is looked for in: number, names, tags, addresses, paths; in lower case. */
export function searchTextOf(facts: ConnectionFacts): string {
  const { own, serverName, ends } = facts;
  const peer = ends.find((end) => end !== own);
  const known = searchTexts.get(own);
  if (known && known.peer === peer && known.serverName === serverName) return known.text;
  const addresses = ends.flatMap((end) => [formatEndpoint(end.local), formatEndpoint(end.remote)]);
  const names = [`#${own.socketId}`, own.name ?? '', serverName ?? '', String(own.target?.host ?? ''), ...tagsOf(ends)];
  const text = [...names, ...pathsOf(facts), ...addresses].join(' ').toLowerCase();
  searchTexts.set(own, { peer, serverName, text });
  return text;
}
