// Every action of a rule, as the steps the engine gets.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { messageOf, scopeOf } from '../../testing/scope.ts';
import { traceOf } from '../../testing/traces.ts';
import type { Scope } from '../scope.ts';
import { actionText, ruleAction, ruleActions, stepsOf } from './index.ts';

const trace = (action: object, scope: Partial<Scope> = {}) =>
  traceOf(stepsOf([v.parse(ruleAction, action)], scopeOf(scope), 'r1'));
const message = messageOf('Hello');

test('send: text with templates, hex, base64, a file, past the wire', () => {
  const groups = { match: 'SET a', 1: 'a', key: 'a' };
  expect(
    trace({ kind: 'send', text: '{{match}}|{{1}}|{{key}}|{{msg}}|{{msg.length}}|{{x}}\n' }, { message, groups }),
  ).toEqual(['send SET a|a|a|Hello|5|{{x}}\n (r1)']);
  expect(trace({ kind: 'send', hex: '4f 4b' })).toEqual(['send OK (r1)']);
  expect(trace({ kind: 'send', base64: 'T0s=', ignoreWire: true })).toEqual(['send OK (r1) bare']);
  expect(trace({ kind: 'send', file: '/tmp/gps.txt' })).toEqual(['send-file /tmp/gps.txt']);
  expect(v.safeParse(ruleAction, { kind: 'send' }).success).toBe(false);
  expect(v.safeParse(ruleAction, { kind: 'send', text: 'a', file: 'b' }).success).toBe(false);
});

test('templates: time, counter, random text, state, bytes that are no text come back as they were', () => {
  const scope = scopeOf({ message, state: new Map([['user', 'ada']]) });
  const text = (template: string) =>
    traceOf(stepsOf([v.parse(ruleAction, { kind: 'send', text: template })], scope))[0]?.slice(5);
  expect([text('{{counter}}'), text('{{counter}}')]).toEqual(['1', '2']);
  expect(text('{{time}} {{time:unix}}')).toBe('2026-01-02T03:04:05.678Z 1767323045');
  expect(text('{{rand:8}}')).toMatch(/^\w{8}$/u);
  expect(text('{{user}} {{peer}}')).toBe('ada 127.0.0.1:50000');
  const bytes = messageOf(Uint8Array.of(0xff, 0x00, 0x80));
  expect(trace({ kind: 'send', text: '<{{msg}}>' }, { message: bytes })).toEqual(['send <\xff\x00\x80> (r1)']);
});

test('echo: as it is, reversed, in capitals, with something around it', () => {
  expect(trace({ kind: 'echo' }, { message })).toEqual(['send Hello (r1)']);
  expect(trace({ kind: 'echo', prefix: '<', suffix: '>\n', reverse: true, upper: true }, { message })).toEqual([
    'send <OLLEH>\n (r1)',
  ]);
});

test('wait with jitter stays around its time', () => {
  expect(trace({ kind: 'wait', ms: 50 })).toEqual(['wait 50']);
  for (let seed = 0; seed < 1; seed += 0.1) {
    const [step] = trace({ kind: 'wait', ms: 50, jitterMs: 10 }, { random: () => seed });
    expect(Number(step?.slice(5))).toBeGreaterThanOrEqual(40);
    expect(Number(step?.slice(5))).toBeLessThanOrEqual(60);
  }
});

test('endings, after what was sent or at once; reading', () => {
  expect(trace({ kind: 'finish' })).toEqual(['end']);
  expect(trace({ kind: 'close' })).toEqual(['destroy']);
  expect(trace({ kind: 'close', afterFlush: false })).toEqual(['destroy now']);
  expect(trace({ kind: 'reset', afterFlush: false })).toEqual(['reset now']);
  expect(trace({ kind: 'stop-reading' })).toEqual(['pause']);
  expect(trace({ kind: 'stop-reading', ms: 20 })).toEqual(['pause 20']);
  expect(trace({ kind: 'resume-reading' })).toEqual(['resume']);
});

test('garbage: the same seed gives the same; a part of a reply, and how it is cut', () => {
  const garbage = { kind: 'send-garbage', bytes: 40, seed: 7, ascii: true };
  expect(trace(garbage)).toEqual(trace(garbage));
  expect(trace(garbage)[0]).toMatch(/^send [ -~]{40} \(r1\)$/u);
  expect(trace({ kind: 'send-part', text: '0123456789', percent: 30, afterwards: 'reset' })).toEqual([
    'send 012 (r1)',
    'reset',
  ]);
  expect(trace({ kind: 'send-part', hex: '30 31', bytes: 1, afterwards: 'close' })).toEqual(['send 0 (r1)', 'destroy']);
  expect(trace({ kind: 'send-part', text: 'abcd' })).toEqual(['send ab (r1)']);
});

test('state, marks, forwarding', () => {
  const state = new Map<string, string>();
  const groups = { key: 'a', val: 'b' };
  expect(trace({ kind: 'set-state', name: '{{key}}', value: '{{val}}' }, { state, groups })).toEqual([]);
  expect([...state]).toEqual([['a', 'b']]);
  expect(trace({ kind: 'mark', text: 'saw {{msg}}' }, { message })).toEqual(['mark saw Hello']);
  const target = { host: '127.0.0.1', port: 6379 };
  expect(trace({ kind: 'forward', target }, { message })).toEqual(['forward Hello and back']);
  expect(trace({ kind: 'forward', target, reply: false }, { message })).toEqual(['forward Hello']);
});

test('repeat: several times, until something holds, and never without end', () => {
  const dots = {
    kind: 'repeat',
    times: 3,
    do: [
      { kind: 'send', text: '.' },
      { kind: 'wait', ms: 1 },
    ],
  };
  expect(trace(dots)).toEqual(['send . (r1)', 'wait 1', 'send . (r1)', 'wait 1', 'send . (r1)', 'wait 1']);
  const until = {
    kind: 'repeat',
    times: 100,
    do: [
      { kind: 'send', text: '{{counter}}' },
      { kind: 'set-state', name: 'n', value: 'done' },
    ],
    until: { kind: 'state-is', name: 'n', value: 'done' },
  };
  expect(trace(until, { message })).toEqual(['send 1 (r1)']);
  const inner = { kind: 'repeat', times: 10_000, do: [{ kind: 'send', text: '.' }] };
  const steps = trace({ kind: 'repeat', times: 10_000, do: [inner] });
  expect(steps.length).toBeLessThan(20_010);
  expect(steps.at(-1)).toMatch(/^note Only the first/u);
});

test('every action has words and defaults that its own schema takes', () => {
  for (const { kind, defaults } of ruleActions) {
    const settings = v.parse(ruleAction, defaults);
    expect(settings.kind).toBe(kind);
    expect(actionText(settings)).toMatch(/^[a-z0-9]/u);
  }
});
