import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { contentTypes, securityHeaders } from '../../shared/page.ts';

/** The page connects to the API beside it. */
const headers = securityHeaders(["'self'", 'ws:', 'wss:']);

/** Answers with a file below `root`; 404 for everything else. Assets carry a hash in their name and never change. */
export async function sendFile(
  response: ServerResponse,
  root: string,
  pathname: string,
  headOnly: boolean,
): Promise<void> {
  const file = path.join(root, path.posix.normalize(`/${decoded(pathname)}`));
  const type = contentTypes[path.extname(file)];
  const stats = type === undefined ? undefined : await stat(file).catch(() => undefined);
  if (!type || !stats?.isFile()) {
    sendText(response, 404, 'There is nothing here.');
    return;
  }
  response.writeHead(200, {
    ...headers,
    'content-type': type,
    'content-length': stats.size,
    'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  });
  if (headOnly) response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** A path that cannot be decoded names nothing. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return 'not-a-path';
  }
}
