// Options of `net` that servers and sockets share. Values are judged by Node (see `fields.ts`).
import { type idleActions, option } from './fields.ts';

/** One rule of a `net.BlockList`: an address, an inclusive range, or a subnet. `family` is found from the address. */
export interface BlockRule {
  readonly address?: string;
  readonly start?: string;
  readonly end?: string;
  readonly subnet?: string;
  readonly prefix?: number;
  readonly family?: 'ipv4' | 'ipv6';
}
/** A row of the custom look-up: a host name and the addresses it stands for. */
export interface HostEntry {
  readonly host: string;
  readonly addresses: readonly { readonly address: string; readonly family: number }[];
}

export const idleChoices = [
  { value: 'notify', title: 'Only notify (Node’s default)' },
  { value: 'end', title: 'Finish sending' },
  { value: 'destroy', title: 'Close' },
  { value: 'reset', title: 'Reset' },
] as const satisfies readonly { value: (typeof idleActions)[number]; title: string }[];

export const blockList = option<readonly BlockRule[]>({
  title: 'Block list',
  input: 'rules',
  level: 'advanced',
  only: 'tcp',
  help: 'Addresses, ranges and subnets that are turned away (net.BlockList).',
});
export const allowHalfOpen = option<boolean>({
  title: 'Keep my side open when the peer finishes',
  input: 'switch',
  level: 'common',
  help: 'Off: Node finishes sending by itself as soon as the peer has finished.',
});
export const noDelay = option<boolean>({
  title: 'No delay',
  input: 'switch',
  level: 'advanced',
  only: 'tcp',
  help: 'Turns Nagle’s algorithm off: small writes leave at once.',
});
export const keepAlive = option<boolean>({
  title: 'Keepalive',
  input: 'switch',
  level: 'advanced',
  only: 'tcp',
  help: 'Lets the kernel probe an idle peer. It proves that the peer’s kernel is there, not its program.',
});
export const keepAliveInitialDelay = option<number>({
  title: 'Keepalive delay',
  input: 'number',
  unit: 'ms',
  level: 'advanced',
  only: 'tcp',
  placeholder: '0',
  help: 'Idle time before the first probe. Whole seconds count; below 1000 the system’s own times hold.',
});
export const highWaterMark = option<number>({
  title: 'High-water mark',
  input: 'number',
  unit: 'bytes',
  level: 'advanced',
  help: 'How much may queue in Node before write() returns false.',
});
