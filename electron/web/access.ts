// Who may talk to the web shell.
//
// Threat model. The engine can open sockets, listen on ports, and read files of this machine, so whoever reaches the
// API owns the lab. Against whom it is guarded:
//
// 1. Other users and programs of this machine: a random token for each run, needed for the page and for the API.
// 2. Other web sites open in the same browser. They can make it send requests to 127.0.0.1 (cross-site WebSockets are
//    not stopped by the same-origin policy): `Origin` must be our own page. They cannot read the token: it is in our
//    URL only, which is never sent on as a referrer.
// 3. A name that is re-pointed to 127.0.0.1 (DNS rebinding): `Host` must be a loopback name or an IP address.
// 4. The network, once somebody binds another address on purpose: the token still holds, plain HTTP can be read by
//    whoever is on the path, and methods that use files and paths are refused unless `--allow-files` was given.
//
// Programs without a browser send no `Origin`; they need the token like everybody.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import net from 'node:net';

export interface Refused {
  readonly status: 401 | 403;
  readonly reason: string;
}

/** What a request is measured against. */
export interface Access {
  readonly token: string;
  /** The name or address this shell was bound to. */
  readonly boundTo: string;
  readonly port: number;
}

/** Why a request is refused, or undefined. `Host` and `Origin` first: a stranger learns nothing about the token. */
export function refuse(request: IncomingMessage, url: URL, access: Access): Refused | undefined {
  const { host = '', origin } = request.headers;
  if (!isOwnHost(host, access))
    return { status: 403, reason: `Requests must go to this machine by address, not to “${host}”.` };
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, reason: `Requests from ${origin} are not taken.` };
  if (!sameText(url.searchParams.get('token') ?? '', access.token))
    return {
      status: 401,
      reason: 'The token is missing or wrong. Use the whole address that was printed at the start.',
    };
  return undefined;
}

/** As `refuse`, without the token: for the page's own parts, which hold nothing secret. */
export function refuseAsset(request: IncomingMessage, access: Access): Refused | undefined {
  const { host = '' } = request.headers;
  return isOwnHost(host, access) ? undefined : { status: 403, reason: 'Requests must go to this machine by address.' };
}

/** An address or a loopback name, with our port. Other names may belong to anybody tomorrow. */
function isOwnHost(header: string, { boundTo, port }: Access): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[^:]+)(?::(\d+))?$/iu.exec(header);
  if (!match) return false;
  const [, name = '', givenPort = '80'] = match;
  if (Number(givenPort) !== port) return false;
  return name.toLowerCase() === 'localhost' || name === boundTo || net.isIP(name.replace(/^\[|\]$/gu, '')) > 0;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./u.test(host);
}
