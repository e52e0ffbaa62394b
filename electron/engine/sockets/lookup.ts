// The custom look-up: a person's own hosts table, and a client's block list on versions of Node that have none.
import dns from 'node:dns';
import net from 'node:net';
import type { HostEntry } from '../../../shared/contract/common-options.ts';
import { nodeError } from '../node-rules.ts';

interface Found {
  readonly address: string;
  readonly family: number;
}

/** Checks the shape of a hosts table; throws ERR_INVALID_ARG_TYPE. What the addresses say is judged by Node. */
export function checkHostsTable(table: unknown): readonly HostEntry[] {
  const wrong = (name: string, type: string) =>
    nodeError('ERR_INVALID_ARG_TYPE', `The "${name}" property must be ${type}.`);
  if (!Array.isArray(table)) throw wrong('options.hostsTable', 'an array');
  for (const entry of table as unknown[]) {
    const { host, addresses } = (entry ?? {}) as Partial<HostEntry>;
    if (typeof host !== 'string') throw wrong('options.hostsTable[].host', 'of type string');
    if (!Array.isArray(addresses)) throw wrong('options.hostsTable[].addresses', 'an array');
    for (const found of addresses as unknown[]) {
      if (typeof found !== 'object' || found === null || typeof (found as Found).address !== 'string') {
        throw wrong('options.hostsTable[].addresses[]', 'an object with an address');
      }
    }
  }
  return table as readonly HostEntry[];
}

/** Refuses what `dns.lookup()` would refuse, for names it is not asked about. */
export function checkLookupOptions(family: unknown, hints: unknown): void {
  if (family !== undefined && family !== null && ![0, 4, 6, 'IPv4', 'IPv6'].includes(family as number)) {
    throw nodeError(
      'ERR_INVALID_ARG_VALUE',
      `The property 'options.family' must be one of: 0, 4, 6. Received ${JSON.stringify(family)}`,
    );
  }
  if (hints === undefined || hints === null || hints === 0) return;
  if (typeof hints !== 'number')
    throw nodeError('ERR_INVALID_ARG_TYPE', 'The "options.hints" property must be of type number.');
  if ((hints & ~(dns.ADDRCONFIG | dns.ALL | dns.V4MAPPED)) !== 0) {
    throw nodeError('ERR_INVALID_ARG_VALUE', `The argument 'hints' is invalid. Received ${hints}`);
  }
}

/**
 * A `lookup` function for `socket.connect()`. Answers asynchronously and honours `all`, as Node expects; an empty entry
 * is ENOTFOUND (given to Node it would crash the process, B43). `blocked` turns addresses down.
 */
export function lookupWith(table: readonly HostEntry[], blocked: (address: string) => boolean): net.LookupFunction {
  return (hostname, options, callback) => {
    const entry = table.find((e) => e.host.toLowerCase() === hostname.toLowerCase());
    const answer = (error: NodeJS.ErrnoException | null, found: readonly Found[]) => {
      const family = Number(String(options.family ?? 0).replace('IPv', ''));
      const fitting = found.filter(
        (f) => (family !== 4 && family !== 6) || f.family === family || !net.isIP(f.address),
      );
      const allowed = fitting.filter((f) => !blocked(f.address));
      const [first] = allowed;
      if (error || !first)
        callback(error ?? (fitting[0] ? blockedAddress(fitting[0].address) : notFound(hostname)), '', 0);
      else if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    };
    if (entry) process.nextTick(() => answer(null, entry.addresses.map(printable)));
    else dns.lookup(hostname, { ...options, all: true }, (error, found) => answer(error, found ?? []));
  };
}

/** Node puts a family it refuses into words, in a callback, where an object that has none would end the process. */
const printable = ({ address, family }: Found): Found => ({
  address,
  family: typeof family === 'object' ? (JSON.stringify(family) as unknown as number) : family,
});

/** The error that Node 22 and later raise for an address on a client's block list. */
export function blockedAddress(address: string): NodeJS.ErrnoException {
  return nodeError('ERR_IP_BLOCKED', `IP(${address}) is blocked by net.BlockList`, Error);
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname,
  });
}
