// Node's own rules for values, said before Node is called where calling it would be wrong: where a version of Node goes
// quietly wrong, or where a refused value has changed something by the time it is refused (net-behaviours, section 0.5).
import { maxPathBytes } from './platform.ts';

/** An error as Node throws it: a code, a message, and the class that Node uses for that code. */
export function nodeError(code: string, message: string, Base: ErrorConstructor = TypeError): NodeJS.ErrnoException {
  return Object.assign(new Base(message), { code });
}

const shown = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(JSON.stringify(value) ?? value));

/** Node's longest timer, 2^31 - 1 ms; longer ones are clamped to it. */
const TIMEOUT_MAX = 2 ** 31 - 1;

/**
 * Milliseconds as `socket.setTimeout()` takes them. Node overwrites `socket.timeout` before it refuses (B27), so the
 * check comes first. Throws ERR_INVALID_ARG_TYPE and ERR_OUT_OF_RANGE.
 */
export function checkTimeout(value: unknown, name: string): number {
  if (typeof value !== 'number') {
    throw nodeError('ERR_INVALID_ARG_TYPE', `The "${name}" argument must be of type number. Received ${shown(value)}`);
  }
  if (!(value >= 0 && Number.isFinite(value))) {
    throw nodeError(
      'ERR_OUT_OF_RANGE',
      `The value of "${name}" is out of range. It must be a non-negative finite number. Received ${value}`,
      RangeError,
    );
  }
  return Math.min(value, TIMEOUT_MAX);
}

/**
 * A UNIX path or pipe name. Node 20 cuts long paths and paths with a NUL and listens elsewhere; the newest rule holds
 * on all versions: PATH_TOO_LONG and EINVAL. An empty path would mean TCP to localhost (B:E12d). Values that are no
 * strings are left to Node.
 */
export function checkPath(path: unknown): void {
  if (typeof path !== 'string') return;
  if (path === '')
    throw nodeError('ERR_INVALID_ARG_VALUE', "The argument 'options.path' must not be empty. Received ''");
  const abstract = path.startsWith('\0');
  if (path.includes('\0', 1) || (abstract && (process.platform !== 'linux' || path.length === 1))) {
    throw nodeError('EINVAL', `invalid argument ${JSON.stringify(path)}`, Error);
  }
  const bytes = Buffer.byteLength(path);
  if (bytes > maxPathBytes && process.platform !== 'win32') {
    throw Object.assign(
      nodeError('PATH_TOO_LONG', `the path has ${bytes} bytes, at most ${maxPathBytes} are possible`, RangeError),
      { pathBytes: bytes },
    );
  }
}

/**
 * A host name. What is neither text nor as good as nothing is refused before anything looks at it (Node 20 takes
 * `['127.0.0.1']` for an address), and so is a NUL inside, as the newest Node has it (B29).
 */
export function checkHost(host: unknown): void {
  if (host && typeof host !== 'string') {
    throw nodeError('ERR_INVALID_ARG_TYPE', `The "host" argument must be of type string. Received ${shown(host)}`);
  }
  if (typeof host === 'string' && host.includes('\0')) {
    throw nodeError('ERR_INVALID_ARG_VALUE', "The argument 'host' must be a string without null bytes.");
  }
}

/** A local address that is no text is no address; Node 20 takes `['127.0.0.1']` for one, and trips over objects. */
export function checkLocalAddress(address: unknown): void {
  if (address && typeof address !== 'string') {
    throw nodeError('ERR_INVALID_IP_ADDRESS', `Invalid IP address: ${shown(address)}`);
  }
}

/** `localPort` as the newest rule has it; Node 20 wraps -1 to 65535 (B42). Other types are left to Node. */
export function checkLocalPort(port: unknown): void {
  if (typeof port === 'number' && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw nodeError(
      'ERR_SOCKET_BAD_PORT',
      `options.localPort should be >= 0 and < 65536. Received type number (${port}).`,
      RangeError,
    );
  }
}

/** A value out of a fixed list of our own words. */
export function checkOneOf<T extends string>(value: unknown, allowed: readonly T[], name: string): T {
  if (typeof value === 'string' && (allowed as readonly string[]).includes(value)) return value as T;
  throw nodeError(
    'ERR_INVALID_ARG_VALUE',
    `The property 'options.${name}' must be one of: ${allowed.map(shown).join(', ')}. Received ${shown(value)}`,
  );
}

/** A whole number of our own options, at least `least`. */
export function checkWhole(value: unknown, name: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number') {
    throw nodeError('ERR_INVALID_ARG_TYPE', `The "${name}" property must be of type number. Received ${shown(value)}`);
  }
  if (!Number.isInteger(value) || value < least || value > most) {
    throw nodeError(
      'ERR_OUT_OF_RANGE',
      `The value of "${name}" is out of range. It must be an integer >= ${least} and <= ${most}. Received ${value}`,
      RangeError,
    );
  }
  return value;
}

/** -0 as 0. Node 20 ends the process where its native code meets the other: to V8 it is no 32-bit integer. */
export function plainZero<T>(value: T): T {
  return Object.is(value, -0) ? (0 as T) : value;
}

/**
 * A value that Node makes a number of by itself: sometimes only in a callback, where an object that cannot become one
 * would end the process. Throws ERR_INVALID_ARG_TYPE.
 */
export function asNumber(value: unknown, name: string): number {
  try {
    return Number(value);
  } catch {
    throw nodeError('ERR_INVALID_ARG_TYPE', `The "${name}" property must be of type number. Received ${shown(value)}`);
  }
}

/**
 * Bytes of `write(data, encoding)`, by the rules of `stream.Writable`: null and other types are refused, an empty
 * encoding means utf8, an unknown one is refused; bad hex and base64 decode as far as they go (B19).
 */
export function bytesToWrite(data: unknown, encoding: unknown): Buffer {
  if (data === null) throw nodeError('ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
  if (typeof data !== 'string') {
    throw nodeError(
      'ERR_INVALID_ARG_TYPE',
      `The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${shown(data)}`,
    );
  }
  return Buffer.from(data, checkEncoding(encoding));
}

/** An encoding name; `undefined`, `null` and `''` mean utf8, as in Node. Throws ERR_UNKNOWN_ENCODING. */
export function checkEncoding(encoding: unknown): BufferEncoding {
  if (encoding === undefined || encoding === null || encoding === '') return 'utf8';
  if (typeof encoding === 'string' && Buffer.isEncoding(encoding)) return encoding;
  throw nodeError(
    'ERR_UNKNOWN_ENCODING',
    `Unknown encoding: ${typeof encoding === 'string' ? encoding : shown(encoding)}`,
  );
}
