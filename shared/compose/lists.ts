// Block rules and hosts tables as people write them: one entry a line.
import type { BlockRule, HostEntry } from '../contract/common-options.ts';

/**
 * One rule a line: `10.0.0.7`, `10.0.0.1 - 10.0.0.9`, `10.0.0.0/8`. Empty lines and what follows `#` do not count.
 * What an address is, is for Node to judge.
 */
export function parseRules(text: string): BlockRule[] {
  return linesOf(text).map((line) => {
    const subnet = /^(\S+)\/(\S+)$/u.exec(line);
    if (subnet) return { subnet: subnet[1] ?? '', prefix: Number(subnet[2]) };
    const range = /^(\S+?)\s*-\s*(\S+)$/u.exec(line);
    if (range) return { start: range[1] ?? '', end: range[2] ?? '' };
    return { address: line };
  });
}

export function formatRules(rules: readonly BlockRule[]): string {
  return rules
    .map((r) =>
      r.subnet !== undefined
        ? `${r.subnet}/${r.prefix}`
        : r.start !== undefined
          ? `${r.start} - ${r.end}`
          : (r.address ?? ''),
    )
    .join('\n');
}

/** One name a line, then its addresses: `db.test 127.0.0.1 ::1`. A name alone has no address. */
export function parseHosts(text: string): HostEntry[] {
  return linesOf(text).map((line) => {
    const [host = '', ...addresses] = line.split(/[\s,]+/u);
    return { host, addresses: addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })) };
  });
}

export function formatHosts(entries: readonly HostEntry[]): string {
  return entries.map(({ host, addresses }) => [host, ...addresses.map((a) => a.address)].join(' ')).join('\n');
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*$/u, '').trim())
    .filter((line) => line !== '');
}
