// Numbers, durations and addresses as people read them. Used by the interface, the CLI and exports.
import type { Endpoint, NodeAddress } from './contract/records.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A byte count in decimal units with two significant digits or more: `999 B`, `1.2 kB`, `34 MB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–';
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : value >= 9.95 ? 0 : 1;
  return `${bytes < 0 ? '−' : ''}${value.toFixed(digits)} ${units[unit]}`;
}

/** A rate: `1.2 MB/s`. */
export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

/** A whole number with spaces between thousands: `4 812`. */
export function formatCount(count: number): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/gu, ' ');
}

/** A number with its word: `1 byte`, `8 192 bytes`, `2 tries`. */
export function formatCounted(count: number, one: string, several = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : several}`;
}

/** A duration of a clock column: `0:04`, `12:09`, `3:02:10`. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A duration in words: `3 ms`, `1.2 s`, `2 min 10 s`, `3 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${short(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.5) return `${short(seconds)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const parts = hours > 0 ? [`${hours} h`, minutes && `${minutes} min`] : [`${minutes} min`, rest && `${rest} s`];
  return parts.filter(Boolean).join(' ');
}

/** Two digits where there are more: `1.2`, `12`, `3`. */
const short = (n: number) => (n < 9.95 && n % 1 !== 0 ? n.toFixed(1) : String(Math.round(n)));

/** `host:port`, with brackets around an IPv6 address (RFC 3986 section 3.2.2). */
export function formatHostPort(host: string, port: number | string): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** An IPv4 address out of its IPv6-mapped form (RFC 4291 section 2.5.5.2); anything else as it is. */
export function unmapped(address: string): string {
  return address.startsWith('::') ? (/^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1] ?? address) : address;
}

/** A path as the interface writes it: `@name` for an abstract socket (net-checklist P11). */
export function formatPath(path: string): string {
  return path.startsWith('\0') ? `@${path.slice(1)}` : path;
}

export function formatEndpoint(endpoint: Endpoint | undefined): string {
  if (!endpoint) return '—';
  return 'path' in endpoint ? formatPath(endpoint.path) : formatHostPort(unmapped(endpoint.address), endpoint.port);
}

export function formatAddress(address: NodeAddress): string {
  if (address === null) return '—';
  return typeof address === 'string' ? formatPath(address) : formatHostPort(address.address, address.port);
}
