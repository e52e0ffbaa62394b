// “Copy as Node script”: the script is run, and a client cannot tell it from the mock.
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type net from 'node:net';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import type { Mock } from '../../../shared/mocks/mock.ts';
import { nodeScript } from '../../../shared/mocks/node-script/node-script.ts';
import { parseScript } from '../../../shared/mocks/script/script.ts';
import { WatchedPeer } from '../testing/peers.ts';
import { TestLab } from '../testing/test-lab.ts';

/** Runs the script of a mock; answers where it listens. */
async function runScript(lab: TestLab, mock: Mock, name: string): Promise<{ port: number; child: ChildProcess }> {
  const file = lab.path(`${name}.mjs`);
  writeFileSync(file, nodeScript(mock).text);
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the script of ${name} ended with ${code}`)));
  });
  return { port: (JSON.parse(line.slice('listening '.length)) as net.AddressInfo).port, child };
}

/** What a client gets that says something in pieces, finishes, and reads to the end. */
async function visit(lab: TestLab, port: number, pieces: readonly string[], finish: boolean): Promise<string[]> {
  const peer = new WatchedPeer(await lab.rawClient({ port, host: '127.0.0.1' }));
  for (const piece of pieces) {
    peer.socket.write(Buffer.from(piece, 'latin1'));
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (finish) peer.socket.end();
  else peer.socket.once('end', () => peer.socket.end());
  const end = await peer.ending();
  return [peer.bytes.toString('latin1'), ...end];
}

/**
 * Where the bytes and the reset after them are read in one go, which a busy machine makes likely, Node up to 22 calls the
 * reset an end (B12). That it is a reset is looked at in `faults.test.ts`.
 */
const unmasked = (seen: string[]) =>
  seen.slice(-2).join() === 'end,close:false' ? [...seen.slice(0, -2), 'error:ECONNRESET', 'close:true'] : seen;
const resets = ['hang-up', 'reset-after'];

const lf = { kind: 'delimiter', bytes: 'lf' } as const;
const smtp = parseScript(
  'send "220\\r\\n"\nexpect starts "EHLO" within 5s\nlabel more\nexpect regex "^(?<word>\\\\w+)"\nsend "250 {{word}}\\r\\n"\ngo to more at most 1 times\nclose\n',
);
if (!smtp.ok) throw new Error(smtp.why);

const cases: readonly (readonly [string, Mock, readonly string[], boolean])[] = [
  ['echo', { otherwise: { kind: 'echo', prefix: '> ' } }, ['hello\xff\0'], true],
  ['daytime', { otherwise: { kind: 'daytime', format: 'custom', text: 'now' } }, [], true],
  ['banner', { otherwise: { kind: 'banner', hex: '00 ff', delayMs: 5, afterwards: 'close' } }, [], false],
  [
    'garbage',
    {
      otherwise: { kind: 'garbage', seed: 3, totalBytes: 5_000, bytesPerSecond: 200_000 },
      ending: { onPeerFinish: 'keep' },
      wire: [{ kind: 'cut-after', bytes: 4_000 }],
    },
    [],
    false,
  ],
  [
    'chargen',
    {
      otherwise: { kind: 'chargen', bytesPerSecond: null },
      ending: { onPeerFinish: 'keep' },
      wire: [{ kind: 'cut-after', bytes: 9_000 }],
    },
    [],
    false,
  ],
  ['hang-up', { otherwise: { kind: 'hang-up', how: 'reset', delayMs: 20 } }, [], false],
  [
    'rules',
    {
      greeting: [{ kind: 'send', text: 'READY {{counter}}\r\n' }],
      framing: lf,
      rules: [
        {
          id: 'a',
          when: { kind: 'regex', pattern: '^SET (?<key>\\w+) (?<val>.*)$' },
          do: [
            { kind: 'set-state', name: '{{key}}', value: '{{val}}' },
            { kind: 'send', text: 'OK {{1}}\n' },
          ],
        },
        {
          id: 'b',
          when: { kind: 'regex', pattern: '^GET (?<key>\\w+)$' },
          do: [{ kind: 'send', text: '{{value:key}}\n' }],
        },
        {
          id: 'c',
          when: {
            kind: 'all-of',
            of: [
              { kind: 'length', is: 'above', bytes: 5 },
              { kind: 'not', of: { kind: 'contains', text: 'x' } },
            ],
          },
          do: [
            { kind: 'echo', reverse: true, upper: true, suffix: '\n' },
            { kind: 'wait', ms: 5 },
          ],
        },
        {
          id: 'd',
          when: {
            kind: 'any-of',
            of: [
              { kind: 'exact', text: 'BYE', ignoreCase: true, ignoreTrailingCrLf: true },
              { kind: 'number', n: 99 },
            ],
          },
          do: [
            { kind: 'repeat', times: 2, do: [{ kind: 'send', text: '.' }] },
            { kind: 'send-part', text: '0123456789', percent: 50, afterwards: 'close' },
          ],
        },
        {
          id: 'e',
          when: { kind: 'hex-pattern', pattern: '01 ?? 03' },
          do: [{ kind: 'send-garbage', bytes: 9, seed: 5 }],
        },
      ],
      otherwise: { kind: 'fixed-reply', text: 'ERR {{msg}} {{msg.length}}\n', per: 'message' },
    },
    ['SET color bl', 'ue\nGET color\nabcdef\nax', 'x\n\x01\x02\x03\n\xff\xfe\nbye\r\n'],
    false,
  ],
  [
    'length-prefix',
    {
      framing: { kind: 'length-prefix', bytes: 2 },
      rules: [{ id: 'a', when: { kind: 'any' }, do: [{ kind: 'echo' }] }],
    },
    ['\0\x03ab', 'c\0\x01z'],
    true,
  ],
  [
    'blank-line',
    {
      framing: { kind: 'blank-line' },
      rules: [
        {
          id: 'a',
          when: { kind: 'starts-with', text: 'GET ' },
          do: [{ kind: 'send', text: 'HTTP/1.0 200 OK\r\n\r\n' }, { kind: 'send', base64: 'aGk=' }, { kind: 'finish' }],
        },
      ],
    },
    ['GET / HTTP/1.0\r\n', '\r\n'],
    true,
  ],
  [
    'quiet',
    {
      framing: { kind: 'quiet', ms: 20 },
      rules: [
        {
          id: 'a',
          when: { kind: 'ends-with', text: 'c' },
          do: [{ kind: 'send', text: 'got {{msg}}' }, { kind: 'finish' }],
        },
      ],
    },
    ['ab', 'c'],
    false,
  ],
  [
    'until-finish',
    {
      framing: { kind: 'until-finish' },
      rules: [{ id: 'a', when: { kind: 'every', n: 1 }, do: [{ kind: 'send', text: '{{msg.length}}' }] }],
    },
    ['ab', 'c'],
    true,
  ],
  [
    'wire',
    {
      framing: lf,
      otherwise: { kind: 'echo' },
      wire: [
        { kind: 'delay', ms: 5 },
        { kind: 'slice', bytes: 2, gapMs: 1 },
        { kind: 'throttle', bytesPerSecond: 5_000 },
        { kind: 'slow-close', ms: 5 },
      ],
    },
    ['hello\nworld\n'],
    true,
  ],
  ['reset-after', { otherwise: { kind: 'echo' }, wire: [{ kind: 'reset-after', bytes: 4 }] }, ['123456'], false],
  [
    'script',
    { framing: { kind: 'delimiter', bytes: 'crlf' }, script: { steps: smtp.steps } },
    ['EHLO me\r\n', 'one\r\ntwo', '\r\n'],
    false,
  ],
];

for (const [name, mock, pieces, finish] of cases) {
  test(`${name}: the script and the mock answer alike`, async () => {
    await using lab = await TestLab.open();
    const { port: ours } = await lab.tcpServer({ mock });
    const { port: theirs, child } = await runScript(lab, mock, name);
    try {
      expect(nodeScript(mock).left).toEqual([]);
      const [script, engine] = [await visit(lab, theirs, pieces, finish), await visit(lab, ours, pieces, finish)];
      if (resets.includes(name)) expect(unmasked(script)).toEqual(unmasked(engine));
      else expect(script).toEqual(engine);
    } finally {
      child.kill();
    }
  });
}

test('what a script cannot do is said, in the answer and in the script', async () => {
  await using lab = await TestLab.open();
  const mock: Mock = {
    otherwise: { kind: 'echo' },
    wire: [{ kind: 'hold' }, { kind: 'delay', ms: 1, direction: 'received' }],
  };
  const { text, left } = await lab.call('mock.nodeScript', { mock });
  expect(left).toEqual(['the fault “hold”', 'the fault “delay” on what arrives']);
  for (const what of left) expect(text).toContain(`// Not in here: ${what}`);
});
