import { expect, test } from 'vitest';
import { describe } from './describe.ts';
import type { Mock } from './mock.ts';
import { formatMockFile, parseMockFile } from './mock-file.ts';

const gps: Mock = {
  greeting: [{ kind: 'send', text: 'READY\r\n' }],
  framing: { kind: 'delimiter', bytes: 'lf' },
  rules: [{ id: 'r1', when: { kind: 'exact', text: 'PING' }, do: [{ kind: 'send', text: 'PONG' }] }],
  otherwise: { kind: 'fixed-reply', text: 'ERR' },
  wire: [{ kind: 'throttle', bytesPerSecond: 5_000 }],
  ending: { onPeerFinish: 'finish' },
};

test('a mock goes into a file and comes back; a bare one is taken too', () => {
  expect(parseMockFile(formatMockFile(gps, 'gps-unit'))).toEqual({ ok: true, name: 'gps-unit', mock: gps });
  expect(parseMockFile(JSON.stringify(gps))).toEqual({ ok: true, name: undefined, mock: gps });
});

test('what is damaged, newer or something else is refused with the reason', () => {
  const why = (text: string) => {
    const parsed = parseMockFile(text);
    return parsed.ok ? undefined : parsed.why;
  };
  expect(why('{')).toBe('It is not JSON, or it is cut off.');
  expect(why('5')).toMatch(/^It is no mock/u);
  expect(why(formatMockFile(gps).replace('"version": 1', '"version": 2'))).toMatch(/newer version/u);
  expect(why(formatMockFile(gps).replace('fixed-reply', 'dance'))).toMatch(/“mock\.otherwise/u);
});

test('the sentence of a mock can be proof-read, and what is odd about it is said', () => {
  expect(describe(gps).sentence).toBe(
    'To whoever connects it sends "READY\\r\\n". Splits what arrives at LF. "PING" gets "PONG". ' +
      'Anything else: answers every chunk with "ERR". What leaves: lets 5 000 bytes a second through. ' +
      'When the peer finishes, finishes too.',
  );
  expect(describe(gps).problems).toEqual([]);
  expect(describe({}).sentence).toBe('Reads and answers nothing; a person may.');
  const odd: Mock = {
    rules: [
      { id: 'all', when: { kind: 'any' }, do: [{ kind: 'close' }, { kind: 'send', text: '{{nobody}}' }] },
      { id: 'late', when: { kind: 'exact', text: 'x' }, do: [] },
    ],
  };
  expect(describe(odd).problems.map(({ at }) => at)).toEqual(['framing', 'rules.late', 'rules.all', 'rules.all']);
});
