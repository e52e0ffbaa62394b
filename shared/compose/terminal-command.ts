import type { NodeAddress } from '../contract/records.ts';

/** The address a program on this machine connects to: a wildcard address stands for all of its own. */
export function reachable(address: string): string {
  return address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
}

/** A command for a terminal that connects to an address: `nc 127.0.0.1 7007`, `nc -U /tmp/a.sock`. */
export function terminalCommand(address: NodeAddress): string | undefined {
  if (address === null) return undefined;
  if (typeof address !== 'string') return `nc ${reachable(address.address)} ${address.port}`;
  if (address.startsWith('\0')) return `socat - ABSTRACT-CONNECT:${quoted(address.slice(1))}`;
  return `nc -U ${quoted(address)}`;
}

/** One word of a POSIX shell. */
const quoted = (text: string) => (/^[\w./@:-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
