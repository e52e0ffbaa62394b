// Addresses as people paste them: `host:port`, a URL, or the command line of a program that connects.

/** Where a connection would go. */
export type Place = { readonly host: string; readonly port: number } | { readonly path: string };

/** Ports that a scheme or a program stands for when none is written. */
const knownPorts: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  redis: 6379,
  rediss: 6379,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mongodb: 27017,
  amqp: 5672,
  mqtt: 1883,
};

/** `localhost:5432`, `[::1]:80`, `:8080`, `5432`, `/tmp/a.sock`, `unix:/tmp/a.sock`, `@name`. Undefined for anything else. */
export function parsePlace(text: string): Place | undefined {
  const trimmed = text.trim();
  const path = /^(?:unix:(?:\/\/)?)?([@/]\S.*|\\\\[.?]\\pipe\\\S+)$/iu.exec(trimmed)?.[1];
  if (path !== undefined) return { path };
  const bare = /^:?(\d{1,5})$/u.exec(trimmed)?.[1];
  if (bare !== undefined) return placeOf('localhost', bare);
  const bracketed = /^\[([0-9a-f:.%\w]+)\]:(\d{1,5})$/iu.exec(trimmed);
  if (bracketed) return placeOf(bracketed[1] ?? '', bracketed[2] ?? '');
  const named = /^([^\s:/[\]@]+)(?::|\s+)(\d{1,5})$/u.exec(trimmed);
  return named ? placeOf(named[1] ?? '', named[2] ?? '') : undefined;
}

function placeOf(host: string, port: string): Place | undefined {
  const number = Number(port);
  return number <= 65_535 ? { host, port: number } : undefined;
}

/** A pasted address, URL or command line (`nc`, `telnet`, `psql`, `redis-cli`, `mysql`, `curl`, `socat`); undefined for other text. */
export function pastedPlace(text: string): Place | undefined {
  const trimmed = text.trim().replace(/^\$\s+/u, '');
  const [program = '', ...words] = wordsOf(trimmed);
  const reader = readers[program.replace(/^.*\//u, '').toLowerCase()];
  if (reader) return reader(words);
  return urlPlace(trimmed) ?? (/[:/@\\]|^\d/u.test(trimmed) ? parsePlace(trimmed) : undefined);
}

/** A URL with a host; the port is the scheme's where none is written. */
function urlPlace(text: string): Place | undefined {
  const match =
    /^([a-z][a-z0-9+.-]*):\/\/(?:[^\s@/]*@)?(\[[0-9a-f:.]+\]|[^\s:/?#]+)(?::(\d{1,5}))?(?:[/?#]\S*)?$/iu.exec(text);
  if (!match) return undefined;
  const [, scheme = '', host = '', port] = match;
  const number = port ?? knownPorts[scheme.toLowerCase()];
  return number === undefined ? undefined : placeOf(host.replace(/^\[|\]$/gu, ''), String(number));
}

type Reader = (words: readonly string[]) => Place | undefined;

/** The programs whose command lines are understood, and what they connect to by themselves. */
const readers: Readonly<Record<string, Reader>> = {
  nc: netcat,
  ncat: netcat,
  netcat,
  telnet: (words) => positional(words, 23),
  psql: (words) => urlIn(words) ?? flagged(words, 'h', 'host', 'p', 'port', 5432),
  pg_isready: (words) => flagged(words, 'h', 'host', 'p', 'port', 5432),
  'redis-cli': (words) => urlIn(words) ?? flagged(words, 'h', 'host', 'p', 'port', 6379),
  mysql: (words) => flagged(words, 'h', 'host', 'P', 'port', 3306),
  curl: urlIn,
  wget: urlIn,
  openssl: (words) => placeAfter(words, '-connect'),
  socat: (words) => words.map(socatPlace).find((place) => place !== undefined),
};

function netcat(words: readonly string[]): Place | undefined {
  const unix = words.findIndex((word) => /^-[a-z]*U$/iu.test(word) && word.includes('U'));
  if (unix >= 0) {
    const path = words.slice(unix + 1).find((word) => !word.startsWith('-'));
    return path === undefined ? undefined : { path };
  }
  return positional(words);
}

/** The words that are no options, as host and port. */
function positional(words: readonly string[], port?: number): Place | undefined {
  const takesValue = /^-[wpsiqxX]$/u;
  const plain = words.filter((word, i) => !word.startsWith('-') && !takesValue.test(words[i - 1] ?? ''));
  const [host, given] = plain;
  if (host === undefined) return undefined;
  if (given === undefined) return port === undefined ? parsePlace(host) : placeOf(host, String(port));
  return /^\d{1,5}$/u.test(given) ? placeOf(host, given) : undefined;
}

/** `-h host -p port`, `-hhost`, `--host=host`, `--host host`. */
function flagged(
  words: readonly string[],
  short: string,
  long: string,
  shortPort: string,
  longPort: string,
  port: number,
): Place | undefined {
  const host = flagValue(words, short, long) ?? 'localhost';
  const given = flagValue(words, shortPort, longPort) ?? String(port);
  if (!/^\d{1,5}$/u.test(given)) return undefined;
  return host.startsWith('/') ? { path: `${host.replace(/\/$/u, '')}/.s.PGSQL.${given}` } : placeOf(host, given);
}

function flagValue(words: readonly string[], short: string, long: string): string | undefined {
  for (const [i, word] of words.entries()) {
    if (word === `-${short}` || word === `--${long}`) return words[i + 1];
    if (word.startsWith(`--${long}=`)) return word.slice(long.length + 3);
    if (word.startsWith(`-${short}`) && !word.startsWith('--')) return word.slice(2);
  }
  return undefined;
}

function urlIn(words: readonly string[]): Place | undefined {
  const unix = flagValue(words, '\0', 'unix-socket');
  if (unix !== undefined) return { path: unix };
  const plain = words.filter((word) => !word.startsWith('-'));
  return plain.map(urlPlace).find((place) => place !== undefined);
}

function placeAfter(words: readonly string[], flag: string): Place | undefined {
  const at = words.indexOf(flag);
  return at < 0 ? undefined : parsePlace(words[at + 1] ?? '');
}

function socatPlace(word: string): Place | undefined {
  const match = /^(TCP[46]?(?:-CONNECT)?|UNIX(?:-CONNECT|-CLIENT)?|ABSTRACT-CONNECT):([^,]+)/iu.exec(word);
  if (!match) return undefined;
  const [, kind = '', rest = ''] = match;
  if (/^abstract/iu.test(kind)) return { path: `@${rest}` };
  return /^unix/iu.test(kind) ? { path: rest } : parsePlace(rest);
}

/** Words of a POSIX shell, as far as quotes go; no expansion. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/gu)].map(([word]) => word.replaceAll(/["']/gu, ''));
}
