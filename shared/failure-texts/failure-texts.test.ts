import { expect, test } from 'vitest';
import { nextSteps } from '../contract/failures.ts';
import type { PathFacts } from '../contract/methods/lab.ts';
import { connectTexts } from './connect.ts';
import { failureWords, type Situation } from './index.ts';
import { listenTexts } from './listen.ts';
import { commonTexts, useTexts } from './use.ts';

const found = (kind: PathFacts['kind'], folder?: PathFacts['folder']): PathFacts => ({
  kind,
  ...(folder && { folder }),
});
const headline = (code: string, situation: Situation) => failureWords(code, situation)?.message;

test('every text is a sentence with nothing missing in it, and its steps are known', () => {
  const situations: Situation[] = [
    { doing: 'listen', host: '127.0.0.1', port: 80 },
    { doing: 'listen', path: '/tmp/x.sock', found: found('stale', 'writable') },
    { doing: 'connect', host: 'example.test', port: 80, elapsedMs: 3, tried: ['::1', '127.0.0.1'] },
    { doing: 'connect', path: '/tmp/x.sock', found: found('file') },
    { doing: 'use', path: '/tmp/file' },
  ];
  for (const table of [connectTexts, listenTexts, useTexts, commonTexts]) {
    for (const [code, writer] of Object.entries(table)) {
      for (const situation of situations) {
        const { message, why, next = [] } = writer(situation);
        for (const text of [message, why ?? 'None.']) {
          expect([code, text]).toEqual([code, expect.stringMatching(/^\S.*[.?]$/u)]);
          expect([code, text]).toEqual([code, expect.not.stringMatching(/undefined|\bNaN\b|\bnull\b/u)]);
        }
        for (const step of next) expect(nextSteps).toContain(step);
      }
    }
  }
});

test('EADDRINUSE: who has it is said where it was found out', () => {
  const tcp = { doing: 'listen', host: '127.0.0.1', port: 7007 } as const;
  expect(headline('EADDRINUSE', tcp)).toBe('Port 7007 is already taken.');
  expect(headline('EADDRINUSE', { ...tcp, ownServer: 'Echo' })).toBe('“Echo” already listens on port 7007.');
  const path = { doing: 'listen', path: '/tmp/app.sock' } as const;
  expect(headline('EADDRINUSE', { ...path, found: found('live') })).toBe('Another program is using /tmp/app.sock.');
  expect(headline('EADDRINUSE', { ...path, found: found('stale') })).toBe('A leftover socket file is in the way.');
  expect(headline('EADDRINUSE', { ...path, found: found('file') })).toBe(
    '/tmp/app.sock is an ordinary file, not a socket.',
  );
  expect(headline('EADDRINUSE', { ...path, found: found('directory') })).toBe(
    '/tmp/app.sock is a folder, not a socket.',
  );
  expect(failureWords('EADDRINUSE', { ...path, found: found('stale') })?.next).toContain('remove-stale-socket');
  expect(failureWords('EADDRINUSE', { ...path, found: found('file') })?.next).not.toContain('remove-stale-socket');
});

test('EACCES: a low port, a missing folder and a missing right are told apart', () => {
  expect(headline('EACCES', { doing: 'listen', port: 80 })).toBe('Port 80 is reserved for administrators.');
  const path = { doing: 'listen', path: '/run/app/x.sock' } as const;
  expect(headline('EACCES', { ...path, found: found('missing', 'missing') })).toBe(
    'The folder /run/app does not exist.',
  );
  expect(headline('EACCES', { ...path, found: found('missing', 'not-writable') })).toBe(
    'You may not create files in /run/app.',
  );
  expect(headline('EACCES', { doing: 'connect', path: '/run/docker.sock' })).toBe('You may not open /run/docker.sock.');
});

test('ECONNREFUSED: a port, all addresses of a name, and what is at a path', () => {
  const tcp = { doing: 'connect', host: 'localhost', port: 5432 } as const;
  expect(headline('ECONNREFUSED', tcp)).toBe('Nothing is listening on localhost:5432.');
  expect(failureWords('ECONNREFUSED', { ...tcp, elapsedMs: 2 })?.why).toContain('at once (2 ms) and said no');
  expect(failureWords('ECONNREFUSED', { ...tcp, tried: ['::1', '127.0.0.1'] })).toMatchObject({
    message: 'localhost:5432 refused on IPv6 and IPv4.',
    why: '::1 and 127.0.0.1 were tried; both said no.',
  });
  expect(headline('ECONNREFUSED', { ...tcp, tried: ['127.0.0.1'] })).toBe('Nothing is listening on localhost:5432.');
  const path = { doing: 'connect', path: '\0name' } as const;
  expect(headline('ECONNREFUSED', path)).toBe('Nobody is listening on @name.');
  expect(failureWords('ECONNREFUSED', { ...path, found: found('stale') })?.why).toContain('leftover');
  expect(failureWords('ECONNREFUSED', { ...path, found: found('fifo') })?.why).toBe(
    'That path is a FIFO, not a socket.',
  );
});

test('the same code means something else where something else was being done', () => {
  expect(headline('ETIMEDOUT', { doing: 'connect', host: '10.0.0.9', port: 22 })).toBe('No answer from 10.0.0.9:22.');
  expect(headline('ETIMEDOUT', { doing: 'use' })).toBe('The peer stopped answering.');
  expect(headline('ENOENT', { doing: 'connect', path: '/tmp/app.sock' })).toBe('There is no socket at /tmp/app.sock.');
  expect(headline('ENOENT', { doing: 'use', path: '/tmp/file' })).toBe('There is no file /tmp/file.');
  expect(headline('ERR_STREAM_DESTROYED', { doing: 'connect' })).toBe('This end is closed.');
});

test('a path that is too long: by how much, and where the limit is', () => {
  const situation = { doing: 'listen', pathBytes: 119, maxPathBytes: 107, platform: 'linux' } as const;
  expect(failureWords('PATH_TOO_LONG', situation)).toMatchObject({
    message: 'The path is too long by 12 bytes.',
    why: expect.stringContaining('107 bytes on Linux (103 on macOS); yours has 119'),
    next: ['use-temp-path'],
  });
  expect(failureWords('PATH_TOO_LONG', { ...situation, maxPathBytes: 103, platform: 'darwin' })?.why).toContain(
    '103 bytes on macOS; yours has 119',
  );
});

test('what was found out stands in the text: the program, the owner, the permissions, the numbers', () => {
  const why = (code: string, situation: Situation) => failureWords(code, situation)?.why;
  const next = (code: string, situation: Situation) => failureWords(code, situation)?.next ?? [];
  expect(
    why('EADDRINUSE', { doing: 'listen', host: '127.0.0.1', port: 7007, holder: { name: 'node', pid: 4312 } }),
  ).toContain('127.0.0.1:7007: “node”, pid 4312.');
  expect(why('EACCES', { doing: 'listen', port: 80, firstFreePort: 100 })).toContain('ports below 100 need');
  expect(next('EACCES', { doing: 'listen', port: 80 })).toEqual(['use-high-port', 'how-to-allow']);
  const folder = { doing: 'listen', path: '/run/x.sock', found: found('missing', 'not-writable') } as const;
  expect(why('EACCES', { ...folder, folderOwner: 'root' })).toBe('The folder belongs to root.');
  const socket = { doing: 'connect', path: '/run/docker.sock' } as const;
  const access = { text: 'rw-rw---- root:docker', group: 'docker' };
  expect(why('EACCES', { ...socket, access })).toContain('rw-rw---- root:docker and you are not in “docker”');
  expect(next('EACCES', { ...socket, access })).toContain('copy-group-command');
  expect(next('EACCES', { ...socket, access: { text: 'rw------- root:root' } })).toEqual(['choose-other-path']);
  const local = { doing: 'connect', host: '127.0.0.1', port: 1, localAddress: '203.0.113.9' } as const;
  expect(why('EADDRNOTAVAIL', { ...local, localIsOurs: false })).toBe('203.0.113.9 is not this computer’s.');
  expect(why('EADDRNOTAVAIL', { ...local, localIsOurs: true })).toContain('TIME_WAIT');
  expect(headline('EMFILE', { doing: 'connect', descriptors: { open: 1024, limit: 1024 } })).toBe(
    'Out of file descriptors: 1024 of 1024 in use.',
  );
  expect(why('EMFILE', { doing: 'connect', notMade: 1038 })).toMatch(/its limit\. 1 038 connections were not made\.$/u);
  expect(headline('EMFILE', { doing: 'listen', descriptors: { open: null, limit: 1024 } })).toBe(
    'Out of file descriptors.',
  );
});

test('no way there: a name may have another family, an address that is written out has not', () => {
  expect(failureWords('ENETUNREACH', { doing: 'connect', host: '2001:db8::1', port: 1 })).toMatchObject({
    message: 'There is no way to 2001:db8::1 from here.',
    why: 'This computer has no route for IPv6 to that network.',
    next: ['edit-address', 'try-again'],
  });
  expect(failureWords('EHOSTUNREACH', { doing: 'connect', host: 'example.test', port: 1 })?.next).toContain('use-ipv4');
});

test('a code without words keeps its own', () => {
  expect(failureWords('ERR_SOMETHING_NEW', { doing: 'use' })).toBeUndefined();
  expect(failureWords('constructor', { doing: 'use' })).toBeUndefined();
});

test('texts 16, 17, 19, 20 and 27 say the numbers that were seen, and do without those that were not', () => {
  const use = (code: string, seen: Partial<Situation> = {}) => failureWords(code, { doing: 'use', ...seen })?.why;
  expect(use('ECONNRESET', { untakenBytes: 1, unacknowledgedBytes: 8192 })).toMatch(
    / 1 byte was still waiting here and is lost\. 8 192 bytes were not acknowledged and may be lost\.$/u,
  );
  expect(use('ECONNRESET', { untakenBytes: 0, unacknowledgedBytes: 0 })).toMatch(/a firewall cut in\.$/u);
  expect(use('EPIPE', { untakenBytes: 13 })).toMatch(/a closed pipe\. At least 13 bytes were lost\.$/u);
  expect(use('EPIPE')).toMatch(/a closed pipe\.$/u);
  const silentMs = 11_000;
  expect(use('ETIMEDOUT', { silentMs, unanswered: { what: 'keepalive', times: 10 } })).toBe(
    'At least 10 keepalive probes went unanswered; last heard 11 s ago. The connection was half-open.',
  );
  expect(use('ETIMEDOUT', { silentMs, unacknowledgedBytes: 13, unanswered: { what: 'retransmit', times: 1 } })).toMatch(
    /^At least 1 retry of 13 bytes went unanswered; last heard 11 s ago\./u,
  );
  expect(use('ETIMEDOUT', { unanswered: { what: 'zero-window', times: 3 } })).toMatch(
    /^At least 3 window probes went/u,
  );
  expect(use('ETIMEDOUT')).toMatch(/^What was sent went unanswered until the system gave up\. /u);
  const connect = (code: string, seen: Partial<Situation>) => failureWords(code, { doing: 'connect', ...seen })?.why;
  const asked = { host: '10.0.0.9', port: 22, elapsedMs: 130_000 };
  expect(connect('ETIMEDOUT', { ...asked, unanswered: { what: 'retransmit', times: 6 } })).toMatch(
    /^It was asked at least 7 times in 2 min 10 s and nothing was heard – not even a refusal\./u,
  );
  expect(connect('ETIMEDOUT', asked)).toMatch(/^Nothing was heard in 2 min 10 s – not even a refusal\./u);
  expect(connect('EAGAIN', { path: '/tmp/a.sock', waiting: 1 })).toMatch(
    /^1 connection is waiting to be accepted on /u,
  );
  expect(connect('EAGAIN', { path: '/tmp/a.sock' })).toMatch(/^Connections are waiting to be accepted on /u);
});

test('what shows more is offered where there is more to see', () => {
  const next = (code: string, situation: Situation) => failureWords(code, situation)?.next ?? [];
  for (const code of ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'])
    expect(next(code, { doing: 'use' })).toContain('show-ladder');
  const refused = { doing: 'connect', host: 'x.test', port: 1 } as const;
  expect(next('ECONNREFUSED', { ...refused, tried: ['::1', '127.0.0.1'] })).toContain('show-attempts');
  expect(next('ECONNREFUSED', refused)).not.toContain('show-attempts');
  expect(next('EADDRNOTAVAIL', { ...refused, localAddress: '127.0.0.1', localIsOurs: true })).toContain(
    'show-time-wait',
  );
  expect(next('EADDRNOTAVAIL', { ...refused, localAddress: '203.0.113.9', localIsOurs: false })).not.toContain(
    'show-time-wait',
  );
  expect(next('EMFILE', refused)).toContain('stop-repeats');
  expect(next('EMFILE', { doing: 'listen' })).not.toContain('stop-repeats');
  expect(next('EADDRINUSE', { doing: 'listen', path: '/tmp/a', found: found('file') })).toContain('show-in-folder');
});
