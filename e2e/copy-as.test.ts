// Every copy format gives back the bytes it was made of: where there is a program that reads it, that program is asked.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { blankDraft, compose } from '../shared/compose/compose.ts';
import type { NodeAddress } from '../shared/contract/records.ts';
import { draftOfBytes } from '../shared/copy-as/composer-content.ts';
import type { Copied } from '../shared/copy-as/format.ts';
import { copyFormats } from '../shared/copy-as/index.ts';
import { randomFrom } from '../shared/testing/random.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'copy-as-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tcp: NodeAddress = { address: '127.0.0.1', port: 7007, family: 'IPv4' };
const copied = (bytes: Uint8Array, target: NodeAddress = tcp): Copied => ({
  bytes,
  target,
  chunks: [{ speaker: 'client', at: 12.5, bytes }],
});
const format = (id: string) => {
  const found = copyFormats.find((one) => one.id === id);
  if (!found) throw new Error(`there is no format ${id}`);
  return found;
};
const random = randomFrom(12);
/** All bytes there are, what shells and languages trip over, and chance. */
const samples = [
  Uint8Array.from({ length: 256 }, (_, i) => i),
  new TextEncoder().encode('it\'s 100% "a\\b" `$x` \\x41 \\101 \0\r\n\u001b[0m ü€😀 %s %d\n'),
  new TextEncoder().encode('a\u0007' + '1\u0001f\0' + '7'),
  ...Array.from({ length: 5 }, () => Uint8Array.from({ length: 1 + random.below(300) }, () => random.below(256))),
];
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('text, hex, base64, escaped string and hexdump come back as the same bytes through the Composer', () => {
  for (const bytes of samples) {
    const back = (mode: 'hex' | 'base64' | 'text', id: string) =>
      hexOf(compose({ ...blankDraft, mode, text: format(id).make(copied(bytes)) }).bytes);
    expect(back('hex', 'hex')).toBe(hexOf(bytes));
    expect(back('hex', 'hexdump')).toBe(hexOf(bytes));
    expect(back('base64', 'base64')).toBe(hexOf(bytes));
    expect(back('text', 'escaped')).toBe(hexOf(bytes));
    const draft = { ...blankDraft, ...draftOfBytes(bytes) };
    expect(hexOf(compose(draft).bytes)).toBe(hexOf(bytes));
  }
  expect(format('text').make(copied(new TextEncoder().encode('ü\r\n')))).toBe('ü\r\n');
  expect(format('text').make(copied(Uint8Array.of(65, 0xff)))).toBe('A\ufffd');
  expect(draftOfBytes(Uint8Array.of(0xff)).mode).toBe('hex');
});

test('JSON holds each chunk with its speaker, its time and its bytes', () => {
  for (const bytes of samples) {
    const [chunk] = JSON.parse(format('json').make(copied(bytes)));
    expect(chunk).toMatchObject({ speaker: 'client', atMs: 12.5, size: bytes.length, hex: hexOf(bytes) });
    expect(Buffer.from(chunk.base64, 'base64').toString('hex')).toBe(hexOf(bytes));
    if (chunk.text !== undefined) expect(hexOf(new TextEncoder().encode(chunk.text))).toBe(hexOf(bytes));
  }
});

test('JavaScript: node reads the same bytes', () => {
  const program = `console.log([${samples.map((bytes) => format('javascript').make(copied(bytes))).join(',')}].map((b) => b.toString('hex')).join())`;
  expect(execFileSync(process.execPath, ['-e', program]).toString().trim()).toBe(samples.map(hexOf).join());
});

describe.runIf(has('python3', '--version'))('Python', () => {
  test('python3 reads the same bytes', () => {
    const file = path.join(folder, 'bytes.py');
    const list = samples.map((bytes) => format('python').make(copied(bytes))).join(',\n');
    writeFileSync(file, `print(','.join(b.hex() for b in [${list}]))`);
    expect(execFileSync('python3', [file]).toString().trim()).toBe(samples.map(hexOf).join());
  });
});

describe.runIf(has('gcc', '--version'))('C', () => {
  test('gcc compiles the array, and it holds the same bytes', () => {
    for (const [i, bytes] of samples.slice(0, 2).entries()) {
      const [source, program] = [path.join(folder, `${i}.c`), path.join(folder, `${i}.out`)];
      const main =
        '#include <stdio.h>\nint main(void){for(unsigned i=0;i<sizeof data;i++)printf("%02x",data[i]);return 0;}\n';
      writeFileSync(source, format('c').make(copied(bytes)) + main);
      execFileSync('gcc', ['-Wall', '-Werror', '-o', program, source]);
      expect(execFileSync(program).toString()).toBe(hexOf(bytes));
    }
  });
});

describe.each(['bash', 'dash', 'sh'].filter((shell) => has(shell, '-c', 'true')))('printf in %s', (shell) => {
  test('writes the same bytes', () => {
    for (const bytes of samples) {
      const line = format('printf').make(copied(bytes));
      expect(line.endsWith(' | nc 127.0.0.1 7007')).toBe(true);
      const printed = execFileSync(shell, ['-c', line.replace(/ \| nc [\d. ]+$/u, '')]);
      expect(printed.toString('hex')).toBe(hexOf(bytes));
    }
  });
});

test('formats that need something say what is missing', () => {
  const nowhere = copied(Uint8Array.of(1), null);
  expect(format('printf').unavailable?.(nowhere)).toBe('The server’s address is not known');
  expect(format('node').unavailable?.(nowhere)).toBe('The server’s address is not known');
  expect(format('printf').unavailable?.(copied(new Uint8Array(40_000)))).toBe('Too long for one line of a shell');
  expect(format('c').unavailable?.(copied(new Uint8Array(0)))).toBe('C has no empty arrays');
  const silent = {
    ...copied(Uint8Array.of(1)),
    chunks: [{ speaker: 'server' as const, at: 0, bytes: Uint8Array.of(1) }],
  };
  expect(format('node').unavailable?.(silent)).toBe('The client has sent nothing');
});

test('the Node script plays the client’s side again, to a TCP server and to a socket path', async () => {
  const [ask, reply] = [samples[0] as Uint8Array, new TextEncoder().encode('two')];
  for (const at of [{ port: 0, host: '127.0.0.1' }, { path: path.join(folder, 'a b\'".sock') }]) {
    const got: Buffer[] = [];
    const server = net.createServer((socket) => {
      socket.on('data', (chunk) => got.push(chunk)).on('end', () => socket.end('answer'));
    });
    await new Promise<void>((resolve) => server.listen(at, resolve));
    const target = server.address() as NodeAddress;
    const script = format('node').make({
      bytes: ask,
      target,
      chunks: [
        { speaker: 'client', at: 5, bytes: ask },
        { speaker: 'server', at: 6, bytes: reply },
        { speaker: 'client', at: 15, bytes: reply },
      ],
    });
    const file = path.join(folder, 'play.cjs');
    writeFileSync(file, script);
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const told: Buffer[] = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => told.push(chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    server.close();
    expect([code, Buffer.concat(out).toString(), Buffer.concat(told).toString().trim()]).toEqual([
      0,
      'answer',
      'received 6 of 3 bytes',
    ]);
    expect(hexOf(Buffer.concat(got))).toBe(hexOf(ask) + hexOf(reply));
  }
});
