// The web shell: the built page over HTTP, the contract over WebSocket at `/api`, on loopback unless told otherwise.
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { formatHostPort } from '../../shared/format.ts';
import type { Engine } from '../engine/engine.ts';
import { isLoopback, refuse, refuseAsset } from './access.ts';
import { sendFile, sendText } from './static-files.ts';
import { webSocketTransport } from './websocket-transport.ts';

/** Larger frames close the connection with 1009 (RFC 6455 section 7.4.1). */
const LARGEST_FRAME = 64 * 1024 * 1024;
const CLOSING_PATIENCE_MS = 500;

export interface WebShellOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Folder of the built page. */
  readonly pageRoot: string;
  /** Needed by every caller; random by default. */
  readonly token?: string | undefined;
  /** Lets callers use files and paths although the shell is bound to another address than loopback. */
  readonly allowFiles?: boolean | undefined;
}

export interface WebShell {
  /** The page's address with its token. */
  readonly url: string;
  /** The API's address with its token. */
  readonly api: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts serving. Rejects with the system's error when the address cannot be listened on. */
export async function startWebShell(engine: Engine, options: WebShellOptions): Promise<WebShell> {
  const token = options.token ?? randomBytes(16).toString('base64url');
  const files = isLoopback(options.host) || options.allowFiles === true;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME, perMessageDeflate: false });
  const server = http.createServer((request, response) => void answer(request, response));
  const access = { token, boundTo: options.host, port: options.port };

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = urlOf(request);
    if (!url) {
      sendText(response, 400, 'This is not an address.');
      return;
    }
    const { pathname } = url;
    const isPage = pathname === '/' || pathname === '/index.html';
    const refused = isPage ? refuse(request, url, access) : refuseAsset(request, access);
    if (refused) sendText(response, refused.status, refused.reason);
    else if (request.method !== 'GET' && request.method !== 'HEAD')
      sendText(response, 405, 'Only GET is answered here.');
    else await sendFile(response, options.pageRoot, isPage ? '/index.html' : pathname, request.method === 'HEAD');
  }

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy()); // a caller that goes while we answer
    const url = urlOf(request);
    const refused = url && refuse(request, url, access);
    if (!url || refused || url.pathname !== '/api') {
      const status = refused ? refused.status : url ? 404 : 400;
      socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      engine.connect(webSocketTransport(webSocket), { files }),
    );
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: options.host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  access.port = port;
  const host = formatHostPort(options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host, port);
  const query = `token=${encodeURIComponent(token)}`;

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const client of sockets.clients) client.close(1001, 'Socket Lab is closing');
    const patience = setTimeout(() => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
    }, CLOSING_PATIENCE_MS);
    server.closeIdleConnections();
    await closed;
    clearTimeout(patience);
  }

  return { url: `http://${host}/?${query}`, api: `ws://${host}/api?${query}`, port, close };
}

/** The address of a request; undefined when it is none (`GET //`). */
function urlOf(request: http.IncomingMessage): URL | undefined {
  try {
    return new URL(request.url ?? '/', 'http://localhost');
  } catch {
    return undefined;
  }
}
