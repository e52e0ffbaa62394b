// Mocks made of data alone, met by real programs: redis-cli, curl and nc.
import type { Params } from '../../shared/contract/methods.ts';
import { parseScript } from '../../shared/mocks/script/script.ts';
import type { ServedLab } from '../serve-lab.ts';
import { expect, test } from './fixture.ts';
import { has, run } from './peer.ts';

async function serve(lab: ServedLab, mock: Params<'server.create'>['mock']): Promise<string> {
  const { address } = await lab.caller.call('server.listen', { listen: { port: 0, host: '127.0.0.1' }, mock });
  return String((address as { port: number }).port);
}

/** A RESP array of bulk strings as redis-cli sends it, as a pattern; each group is one argument. */
const command = (name: string, ...groups: string[]) =>
  `^\\*${groups.length + 1}\\r\\n\\$\\d+\\r\\n${name}\\r\\n${groups.map((group) => `\\$\\d+\\r\\n(?<${group}>[^\\r]*)\\r\\n`).join('')}$`;

test('redis-cli talks to a mock of rules: PING, SET and GET by captured groups', async ({ lab }) => {
  test.skip(!has('redis-cli'), 'redis-cli is not installed');
  const reply = (text: string) => ({ kind: 'send', text }) as const;
  const port = await serve(lab, {
    framing: { kind: 'quiet', ms: 20 },
    rules: [
      { id: 'ping', when: { kind: 'regex', pattern: command('PING'), flags: 'i' }, do: [reply('+PONG\r\n')] },
      {
        id: 'set',
        when: { kind: 'regex', pattern: command('SET', 'key', 'val'), flags: 'i' },
        do: [{ kind: 'set-state', name: '{{key}}', value: '{{val}}' }, reply('+OK\r\n')],
      },
      {
        id: 'get',
        when: { kind: 'regex', pattern: command('GET', 'key'), flags: 'i' },
        do: [reply('+{{value:key}}\r\n')],
      },
    ],
    otherwise: { kind: 'fixed-reply', text: '-ERR unknown command\r\n', per: 'message' },
  });
  const input = Buffer.from('PING\nSET color blue\nGET color\nFLUSHALL\n');
  const output = String(await run('redis-cli', ['-h', '127.0.0.1', '-p', port], input));
  expect(output.trim().split('\n')).toEqual(['PONG', 'OK', 'blue', 'ERR unknown command']);
  const { servers } = await lab.caller.call('lab.snapshot', {});
  expect(servers[0]?.mockCounts).toMatchObject({ rules: { ping: { times: 1 }, set: { times: 1 }, get: { times: 1 } } });
  expect(servers[0]?.mockCounts?.unmatched).toBeGreaterThanOrEqual(1);
});

test('curl gets an HTTP/1.0 answer whose body comes later', async ({ lab }) => {
  test.skip(!has('curl'), 'curl is not installed');
  const port = await serve(lab, {
    framing: { kind: 'blank-line' },
    rules: [
      {
        id: 'page',
        when: { kind: 'regex', pattern: '^GET (?<path>/\\S*) HTTP/1\\.[01]' },
        do: [
          { kind: 'send', text: 'HTTP/1.0 200 OK\r\ncontent-type: text/plain\r\n\r\n' },
          { kind: 'wait', ms: 300 },
          { kind: 'send', text: 'you asked for {{path}}\n' },
          { kind: 'close' },
        ],
      },
    ],
    otherwise: { kind: 'hang-up', how: 'reset' },
  });
  const startedAt = Date.now();
  const body = await run('curl', ['-s', '-m', '10', `http://127.0.0.1:${port}/a/b?c`], Buffer.alloc(0));
  expect(String(body)).toBe('you asked for /a/b?c\n');
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(299);
});

test('nc drives an SMTP greeting script', async ({ lab }) => {
  test.skip(!has('nc'), 'nc is not installed');
  const parsed = parseScript(`send "220 mock ready\\r\\n"
expect starts "EHLO" within 10s
wait 30ms ±10
send "250 hello {{peer}}\\r\\n"
expect regex "^MAIL FROM:<(?<who>[^>]*)>$"
send "250 {{who}} is fine\\r\\n"
expect exact "QUIT"
send "221 bye\\r\\n"
close
`);
  if (!parsed.ok) throw new Error(parsed.why);
  const port = await serve(lab, { framing: { kind: 'delimiter', bytes: 'crlf' }, script: { steps: parsed.steps } });
  const input = Buffer.from('EHLO me\r\nMAIL FROM:<a@b>\r\nQUIT\r\n');
  const output = String(await run('nc', ['-N', '127.0.0.1', port], input));
  expect(output).toMatch(/^220 mock ready\r\n250 hello 127\.0\.0\.1:\d+\r\n250 a@b is fine\r\n221 bye\r\n$/u);
  await lab.caller.event('mock.step', (e) => e.position === parsed.steps.length);
});
