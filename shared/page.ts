// What both shells say about the page they give out: the types of its files, and what it may do.

/** Content types of the built page's files, by extension; others are not given out. */
export const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.json': 'application/json',
};

/**
 * The headers of every answer: nothing but our own scripts, styles, fonts and pictures, nobody may put the page into a
 * frame, and its address is never sent on. `connect` lists where the page may connect to; nowhere by default.
 */
export function securityHeaders(connect: readonly string[] = []) {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    ...(connect.length > 0 ? [`connect-src ${connect.join(' ')}`] : []),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return {
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  } as const;
}
