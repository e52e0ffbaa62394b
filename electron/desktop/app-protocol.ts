// Serves the built page over app://lab/. Not over file://: there module scripts need a privilege that a fuse takes away,
// and no header could carry the policy.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Protocol } from 'electron'; // types only, so that tests need no Electron
import { contentTypes, securityHeaders } from '../../shared/page.ts';
import { ORIGIN, SCHEME } from './page-address.ts';

/** No connection anywhere: the pipe is not one. */
const headers = securityHeaders();
export const contentSecurityPolicy = headers['content-security-policy'];

/** Makes app:// a scheme with an origin. Only possible before the app is ready. */
export function registerAppScheme(protocol: Protocol): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Answers app://lab/… with the files below `root`; 404 for everything else. */
export function servePage(protocol: Protocol, root: string): void {
  protocol.handle(SCHEME, (request) => answer(root, request.method, request.url));
}

/** The answer to one request. */
export async function answer(root: string, method: string, url: string): Promise<Response> {
  const file = fileFor(root, url);
  const type = file && contentTypes[path.extname(file)];
  // readFile rather than a file:// fetch: it also reads from an asar archive
  const body = type && (await readFile(file).catch(() => undefined));
  if (!body) return new Response('There is nothing here.\n', { status: 404, headers: textHeaders });
  if (method !== 'GET' && method !== 'HEAD') {
    return new Response('Only GET is answered here.\n', { status: 405, headers: textHeaders });
  }
  return new Response(method === 'HEAD' ? null : new Uint8Array(body), {
    headers: { ...headers, 'content-type': type, 'cache-control': 'no-cache' },
  });
}

const textHeaders = { ...headers, 'content-type': 'text/plain; charset=utf-8' };

/** The file an address of our own origin names; undefined for other origins and for what is outside of `root`. */
function fileFor(root: string, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== ORIGIN) return undefined;
  const file = path.join(root, pathname === '/' ? '/index.html' : decoded(pathname));
  return file.startsWith(root + path.sep) ? file : undefined;
}

/** A path that cannot be decoded names nothing. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return 'not-a-path';
  }
}
