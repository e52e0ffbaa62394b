import type { Failure, NextStep } from '../contract/failures.ts';
import type { PathFacts } from '../contract/methods/lab.ts';
import { formatCount, formatHostPort, formatPath } from '../format.ts';

/** What was going on when it failed, with the causes that were checked. Everything but `doing` may be unknown. */
export interface Situation {
  readonly doing: 'listen' | 'connect' | 'use';
  readonly host?: string | undefined;
  readonly port?: number | string | undefined;
  readonly path?: string | undefined;
  /** What is at `path`, where that was looked at. */
  readonly found?: PathFacts | undefined;
  /** The server of this lab that has the address already. */
  readonly ownServer?: string | undefined;
  /** The addresses of the name that were tried, where there were several and all failed alike. */
  readonly tried?: readonly string[] | undefined;
  readonly elapsedMs?: number | undefined;
  readonly localAddress?: string | undefined;
  /** Whether `localAddress` is one of this machine's; unknown where that was not looked at. */
  readonly localIsOurs?: boolean | undefined;
  /** The program that has the port, where the system tells. */
  readonly holder?: { readonly name: string; readonly pid: number } | undefined;
  /** The first port that needs no extra rights. */
  readonly firstFreePort?: number | undefined;
  /** Who the folder of `path` belongs to. */
  readonly folderOwner?: string | undefined;
  /** The permissions of what is at `path`, and the group whose membership would help. */
  readonly access?: { readonly text: string; readonly group?: string | undefined } | undefined;
  /** Open descriptors of this process, and the most it may have. */
  readonly descriptors?: { readonly open: number | null; readonly limit: number | null } | undefined;
  /** Connections that were not made for want of descriptors, this one included, since one was made last. */
  readonly notMade?: number | undefined;
  readonly maxPathBytes?: number | undefined;
  readonly pathBytes?: number | undefined;
  /** Bytes that were written here and that the kernel has never taken over. */
  readonly untakenBytes?: number | undefined;
  /** Bytes whose arrival nobody had confirmed when the kernel was last asked. */
  readonly unacknowledgedBytes?: number | undefined;
  /** What the kernel was repeating when it was last asked, and how often it had done so without an answer. */
  readonly unanswered?:
    | { readonly what: 'keepalive' | 'retransmit' | 'zero-window'; readonly times: number }
    | undefined;
  /** Milliseconds since the last byte of the peer, or since the connection was made. */
  readonly silentMs?: number | undefined;
  /** Connections that wait at `path` to be accepted. */
  readonly waiting?: number | undefined;
  readonly platform?: string | undefined;
  /** Node's own text. */
  readonly nodeMessage?: string | undefined;
}

export type Words = Pick<Failure, 'message' | 'why' | 'next'>;
export type Writer = (s: Situation) => Words;

export const say = (message: string, why?: string, ...next: NextStep[]): Words => ({
  message,
  ...(why !== undefined && { why }),
  ...(next.length > 0 && { next }),
});
export const hostPort = (s: Situation) => formatHostPort(s.host ?? 'localhost', s.port ?? 0);
export const shown = (s: Situation) => formatPath(s.path ?? '');

export const noSuchName = (s: Situation) =>
  say(
    `There is no computer called “${s.host ?? ''}”.`,
    'The name service answered: unknown. Check spelling, or VPN/hosts file.',
    'edit-address',
  );
export const noWay = (s: Situation) =>
  say(
    `There is no way to ${s.host ?? 'there'} from here.`,
    `This computer has no route${s.host?.includes(':') ? ' for IPv6' : ''} to that network.`,
    // An address that is written out has one family; a name may have the other, too.
    ...(s.host?.includes(':') ? (['edit-address'] as const) : (['use-ipv4'] as const)),
    'try-again',
  );

export const outOfDescriptors = ({ descriptors, doing, notMade = 0 }: Situation) =>
  say(
    descriptors?.open != null && descriptors.limit !== null
      ? `Out of file descriptors: ${descriptors.open} of ${descriptors.limit} in use.`
      : 'Out of file descriptors.',
    `Each socket is an open file and this program has reached its limit.${notMade > 1 ? ` ${formatCount(notMade)} connections were not made.` : ''}`,
    'close-ended',
    ...(doing === 'connect' ? (['stop-repeats'] as const) : []),
    'raise-limit',
  );
