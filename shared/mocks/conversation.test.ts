// The parts of a mock together, as one connection meets them: what happens goes in, steps come out.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { plainRegex } from '../testing/scope.ts';
import { traceOf } from '../testing/traces.ts';
import { Conversation } from './conversation.ts';
import { type Mock, mock } from './mock.ts';

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

function begin(given: object, keepsOpen = false) {
  let count = 0;
  const conversation = new Conversation(v.parse(mock, given), {
    regex: plainRegex,
    random: () => 0.5,
    peer: '10.0.0.1:5',
    countMessage: () => ++count,
    keepsOpen,
  });
  return {
    conversation,
    opened: () => traceOf(conversation.opened(0)),
    chunk: (text: string) => traceOf(conversation.chunk(bytes(text), 0)),
    ended: () => traceOf(conversation.peerEnded(0)),
    edit: (next: Mock) => traceOf(conversation.edit(v.parse(mock, next), 0)),
  };
}

const gps = {
  greeting: [{ kind: 'send', text: 'READY\r\n' }],
  framing: { kind: 'delimiter', bytes: 'lf' },
  rules: [
    {
      id: 'r1',
      when: { kind: 'regex', pattern: '^SET (?<key>\\w+) (?<val>.*)$' },
      do: [
        { kind: 'set-state', name: '{{key}}', value: '{{val}}' },
        { kind: 'send', text: 'OK\n' },
      ],
    },
    { id: 'r2', when: { kind: 'regex', pattern: '^GET (?<key>\\w+)$' }, do: [{ kind: 'send', text: '{{color}}\n' }] },
    {
      id: 'r3',
      when: { kind: 'exact', text: 'PING' },
      do: [{ kind: 'wait', ms: 50 }, { kind: 'send', text: 'PONG\n' }, { kind: 'finish' }],
    },
  ],
  otherwise: { kind: 'fixed-reply', text: 'ERR\n', per: 'message' },
  ending: { onPeerFinish: 'finish' },
};

test('the example of the design page: greeting, rules with groups and state, otherwise, ending', () => {
  const { opened, chunk, ended } = begin(gps);
  expect(opened()).toEqual(['send READY\r\n']);
  expect(chunk('SET color bl')).toEqual([]);
  expect(chunk('ue\nGET color\n')).toEqual(['fired r1', 'send OK\n (r1)', 'fired r2', 'send blue\n (r2)']);
  expect(chunk('PING\n')).toEqual(['fired r3', 'wait 50', 'send PONG\n (r3)', 'end']);
  expect(chunk('WHAT\n')).toEqual(['unmatched WHAT', 'send ERR\n']);
  expect(chunk('PIN')).toEqual([]);
  expect(ended()).toEqual(['unmatched PIN', 'send ERR\n', 'end']);
});

test('the first rule that matches wins; “continue” goes on; a rule that is off is passed by', () => {
  const rules = [
    { id: 'off', when: { kind: 'any' }, do: [{ kind: 'send', text: 'never' }], off: true },
    { id: 'log', when: { kind: 'any' }, do: [{ kind: 'mark', text: 'saw {{msg}}' }], continue: true },
    { id: 'a', when: { kind: 'starts-with', text: 'a' }, do: [{ kind: 'send', text: 'A' }] },
    { id: 'b', when: { kind: 'any' }, do: [{ kind: 'send', text: 'B' }] },
  ];
  const { chunk } = begin({ framing: { kind: 'chunk' }, rules });
  expect(chunk('abc')).toEqual(['fired log', 'mark saw abc', 'fired a', 'send A (a)']);
  expect(chunk('xyz')).toEqual(['fired log', 'mark saw xyz', 'fired b', 'send B (b)']);
});

test('without an answer for it a message is told as unmatched, and nothing is sent', () => {
  const { chunk } = begin({
    framing: { kind: 'delimiter', bytes: 'lf' },
    rules: [{ id: 'a', when: { kind: 'exact', text: 'a' }, do: [] }],
  });
  expect(chunk('b\n')).toEqual(['unmatched b']);
});

test('with rules, hanging up is for messages that no rule takes', () => {
  const rules = [{ id: 'a', when: { kind: 'exact', text: 'a' }, do: [{ kind: 'send', text: 'A' }] }];
  const { opened, chunk } = begin({
    framing: { kind: 'delimiter', bytes: 'lf' },
    rules,
    otherwise: { kind: 'hang-up', how: 'reset' },
  });
  expect(opened()).toEqual([]);
  expect(chunk('a\nb\n')).toEqual(['fired a', 'send A (a)', 'unmatched b', 'reset']);
});

test('a timer for quiet runs while a message is incomplete', () => {
  const { chunk, conversation } = begin({ framing: { kind: 'quiet', ms: 30 }, otherwise: { kind: 'echo' } });
  expect(chunk('ab')).toEqual(['timer quiet 30']);
  expect(traceOf(conversation.timer('quiet', 0))).toEqual(['send ab']);
  const lines = begin({ framing: { kind: 'delimiter', bytes: 'lf', quietMs: 20 }, otherwise: { kind: 'echo' } });
  expect(lines.chunk('ab\n')).toEqual(['send ab\n', 'timer quiet off']);
  expect(lines.chunk('cd')).toEqual(['timer quiet 20']);
});

test('echo sends back the delimiter too; a message too long is treated as was chosen', () => {
  expect(
    begin({ framing: { kind: 'delimiter', bytes: 'crlf' }, otherwise: { kind: 'echo' } }).chunk('a\r\nb\r\n'),
  ).toEqual(['send a\r\n', 'send b\r\n']);
  const long = (onTooLong: string) =>
    begin({ framing: { kind: 'delimiter', bytes: 'lf', maxBytes: 2, onTooLong }, otherwise: { kind: 'echo' } }).chunk(
      'abcd\n',
    );
  expect(long('message')).toEqual([
    'note A message was longer than the 2 bytes that are allowed.',
    'send ab',
    'send cd\n',
  ]);
  expect(long('close').at(-1)).toBe('destroy');
  expect(long('reset').at(-1)).toBe('reset');
});

test('endings: kept open, after messages, bytes or time, when idle, when it cannot go on', () => {
  const lf = { kind: 'delimiter', bytes: 'lf' };
  expect(begin({ framing: lf }).ended()).toEqual(['end']);
  expect(begin({ framing: lf }, true).ended()).toEqual([]);
  expect(begin({ framing: lf, ending: { onPeerFinish: 'reset' } }).ended()).toEqual(['reset']);
  const after = begin({ framing: lf, otherwise: { kind: 'echo' }, ending: { after: { messages: 2, do: 'close' } } });
  expect(after.chunk('a\nb\nc\n')).toEqual(['send a\n', 'send b\n', 'destroy']);
  expect(after.chunk('d\n')).toEqual([]);
  const timed = begin({ ending: { after: { ms: 90, do: 'finish' }, idle: { ms: 70, do: 'reset' }, onError: 'reset' } });
  expect(timed.opened()).toEqual(['timer seconds 90', 'timer idle 70']);
  expect(traceOf(timed.conversation.failed(0))).toEqual(['reset']);
});

test('an edit is for new messages at once: rules, framing of what has begun, state stays', () => {
  const { chunk, edit } = begin(gps);
  chunk('SET color red\nGE');
  expect(
    edit({
      ...(gps as Mock),
      rules: [
        { id: 'r2', when: { kind: 'starts-with', text: 'GET' }, do: [{ kind: 'send', text: 'now {{color}}\n' }] },
      ],
    }),
  ).toEqual([]);
  expect(chunk('T color\n')).toEqual(['fired r2', 'send now red\n (r2)']);
  chunk('abc');
  expect(edit({ framing: { kind: 'fixed', size: 2 }, otherwise: { kind: 'echo' } })).toEqual(['send ab']);
  expect(chunk('d')).toEqual(['send cd']);
});

test('a script takes the place of rules; a relay passes the end on and waits for that of the target', () => {
  const script = {
    steps: [
      { kind: 'send', text: '220\r\n' },
      { kind: 'expect', match: { kind: 'starts-with', text: 'EHLO' } },
      { kind: 'send', text: '250\r\n' },
    ],
  };
  const { opened, chunk } = begin({
    framing: { kind: 'delimiter', bytes: 'crlf' },
    script,
    otherwise: { kind: 'echo' },
  });
  expect(opened().filter((step) => step.startsWith('send'))).toEqual(['send 220\r\n']);
  expect(chunk('EHLO x\r\n').filter((step) => step.startsWith('send'))).toEqual(['send 250\r\n']);
  const relay = begin({ otherwise: { kind: 'relay', target: { host: 'h', port: 1 } } });
  expect([relay.opened(), relay.chunk('x'), relay.ended()]).toEqual([['relay'], ['relay x'], ['relay end']]);
});

test('what makes no sense is refused', () => {
  const refused = (given: unknown) => !v.safeParse(mock, given).success;
  const rule = (id: string) => ({ id, when: { kind: 'any' }, do: [] });
  expect(refused({ rules: [rule('a'), rule('a')] })).toBe(true);
  expect(refused({ rules: [{ ...rule('a'), when: { kind: 'sometimes' } }] })).toBe(true);
  expect(refused({ rules: [{ ...rule('a'), do: [{ kind: 'explode' }] }] })).toBe(true);
  let deep: unknown = { kind: 'any' };
  for (let i = 0; i < 5_000; i++) deep = { kind: 'not', of: deep };
  expect(refused({ rules: [{ ...rule('a'), when: deep }] })).toBe(true);
  expect(refused({ wire: [{ kind: 'delay' }] })).toBe(true);
});
