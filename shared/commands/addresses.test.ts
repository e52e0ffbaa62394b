import { expect, test } from 'vitest';
import { parsePlace, pastedPlace } from './addresses.ts';

test.each([
  ['localhost:5432', { host: 'localhost', port: 5432 }],
  ['127.0.0.1 80', { host: '127.0.0.1', port: 80 }],
  ['[::1]:8080', { host: '::1', port: 8080 }],
  [':7007', { host: 'localhost', port: 7007 }],
  ['7007', { host: 'localhost', port: 7007 }],
  ['unix:/tmp/a.sock', { path: '/tmp/a.sock' }],
  ['/tmp/a b.sock', { path: '/tmp/a b.sock' }],
  ['@bus', { path: '@bus' }],
])('%s is a place', (text, place) => expect(parsePlace(text)).toEqual(place));

test.each(['', 'localhost', 'localhost:70000', 'a:b', 'hello world', '::1', 'http://x'])('%j is no place', (text) =>
  expect(parsePlace(text)).toBeUndefined(),
);

test.each([
  ['nc 127.0.0.1 7007', { host: '127.0.0.1', port: 7007 }],
  ['$ nc -v -w 3 db.test 5432', { host: 'db.test', port: 5432 }],
  ['nc -U /tmp/a.sock', { path: '/tmp/a.sock' }],
  ['telnet towel.test', { host: 'towel.test', port: 23 }],
  ['telnet localhost 25', { host: 'localhost', port: 25 }],
  ['psql -h db.test -p 5433 -U me app', { host: 'db.test', port: 5433 }],
  ['psql --host=db.test app', { host: 'db.test', port: 5432 }],
  ['psql -h /run/postgresql', { path: '/run/postgresql/.s.PGSQL.5432' }],
  ['psql postgres://me:secret@db.test:6000/app', { host: 'db.test', port: 6000 }],
  ['redis-cli -h cache.test', { host: 'cache.test', port: 6379 }],
  ['mysql -h db.test -P 3307 -p', { host: 'db.test', port: 3307 }],
  ['curl -v http://localhost:8080/x?y', { host: 'localhost', port: 8080 }],
  ['curl --unix-socket /run/docker.sock http://x/v1', { path: '/run/docker.sock' }],
  ['https://example.test/a', { host: 'example.test', port: 443 }],
  ['tcp://[::1]:9000', { host: '::1', port: 9000 }],
  ['openssl s_client -connect example.test:443', { host: 'example.test', port: 443 }],
  ['socat - TCP:localhost:7007', { host: 'localhost', port: 7007 }],
  ["socat - 'UNIX-CONNECT:/tmp/a.sock'", { path: '/tmp/a.sock' }],
  ['127.0.0.1:7007', { host: '127.0.0.1', port: 7007 }],
])('%s is offered to be connected to', (text, place) => expect(pastedPlace(text)).toEqual(place));

test.each(['finish', 'hello world', 'nc', 'psql -p x', 'theme dark', 'foo://bar', ''])('%j is no address', (text) =>
  expect(pastedPlace(text)).toBeUndefined(),
);
