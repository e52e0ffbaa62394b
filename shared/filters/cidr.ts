// Address prefixes for filters: `10.0.` by its text, `10.0.0.0/8` and `fd00::/8` by their bits (RFC 4632, RFC 4291).

/** Whether an address lies in a prefix: CIDR notation, or the beginning of its text. */
export function inPrefix(address: string, prefix: string): boolean {
  const cidr = /^(.+)\/(\d+)$/u.exec(prefix);
  if (!cidr) return address.toLowerCase().startsWith(prefix.toLowerCase());
  const [net, host] = [bitsOf(cidr[1] ?? ''), bitsOf(address)];
  const length = Number(cidr[2]);
  return (
    net !== undefined &&
    host !== undefined &&
    net.length === host.length &&
    length <= net.length &&
    host.startsWith(net.slice(0, length))
  );
}

/** Whether a text is a prefix that `inPrefix` understands. */
export function isPrefix(text: string): boolean {
  const cidr = /^(.+)\/(\d+)$/u.exec(text);
  if (!cidr) return /^[0-9a-z.:%_-]+$/iu.test(text);
  const bits = bitsOf(cidr[1] ?? '');
  return bits !== undefined && Number(cidr[2]) <= bits.length;
}

/** The bits of an IPv4 or IPv6 address as text of 0 and 1; undefined for anything else. */
function bitsOf(address: string): string | undefined {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(address);
  if (v4) {
    const bytes = v4.slice(1).map(Number);
    return bytes.every((b) => b <= 255) ? bytes.map((b) => b.toString(2).padStart(8, '0')).join('') : undefined;
  }
  const bare = address.replace(/%.*$/u, '');
  const [head = '', tail, more] = bare.split('::');
  if (more !== undefined || !bare.includes(':')) return undefined;
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array.from({ length: tail === undefined ? 0 : missing }, () => '0'), ...right];
  return all.every((g) => /^[0-9a-f]{1,4}$/iu.test(g))
    ? all.map((g) => Number.parseInt(g, 16).toString(2).padStart(16, '0')).join('')
    : undefined;
}
