// Scripts: their text form reads back as the same script, and a conversation follows them step by step.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { randomFrom } from '../../testing/random.ts';
import { messageOf, scopeOf } from '../../testing/scope.ts';
import { traceOf } from '../../testing/traces.ts';
import { ScriptRun } from '../script-run.ts';
import { type StepSettings, scriptSteps, stepSettings } from './index.ts';
import { parseScript, script, scriptText } from './script.ts';

const smtp = `send "220 mock ready\\r\\n"
expect starts "EHLO" within 10s
wait 300ms ±50
send "250 hello {{peer}}\\r\\n"
expect any
reset
`;

const stepsOf = (text: string): StepSettings[] => {
  const parsed = parseScript(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.steps;
};

test('the text of the design page is a script, and reads back as it was', () => {
  const steps = stepsOf(smtp);
  expect(steps.map(({ kind }) => kind)).toEqual(['send', 'expect', 'wait', 'send', 'expect', 'reset']);
  expect(steps[1]).toEqual({ kind: 'expect', match: { kind: 'starts-with', text: 'EHLO' }, withinMs: 10_000 });
  expect(steps[2]).toEqual({ kind: 'wait', ms: 300, jitterMs: 50 });
  expect(scriptText({ steps })).toBe(smtp);
});

test('every kind of step and matcher goes through text and back', () => {
  const text = `# a comment

label again
expect exact hex "00 ff" ignoring-line-end within 2min else skip
expect not (regex "^\\\\d+$" flags "i")
expect all-of (contains base64 "YQ==", length between 1 to 10, bytes "02 ?? 03" at 4, number 3 of server)
expect any-of (every 2, state "logged in" is "yes", ends "x" ignoring-case) else reset
send file "/tmp/a b"
stop reading for 2s
resume reading
note "for the class"
go to again at most 3 times
finish
close
`;
  const steps = stepsOf(text);
  expect(stepsOf(scriptText({ steps }))).toEqual(steps);
  expect(new Set(steps.map(({ kind }) => kind)).size).toBe(scriptSteps.length - 2); // all but wait and reset
});

test('random scripts go through text and back', () => {
  const random = randomFrom(11);
  const word = () => random.pick(['a', 'b c', 'ümläut', '"', '\\', '\r\n', '{{1}}', '#', '()', '']);
  const ms = () => random.pick([0, 1, 999, 1_000, 1_500, 60_000, 0.5]);
  const match = (depth = 0): unknown =>
    random.pick([
      () => ({ kind: 'any' }),
      () => ({ kind: 'exact', text: word() }),
      () => ({ kind: 'contains', text: word(), ignoreCase: true }),
      () => ({ kind: 'regex', pattern: '^x+$' }),
      () => (depth > 2 ? { kind: 'any' } : { kind: 'not', of: match(depth + 1) }),
      () => (depth > 2 ? { kind: 'any' } : { kind: 'all-of', of: [match(depth + 1), match(depth + 1)] }),
    ])();
  const step = (): unknown =>
    random.pick([
      () => ({ kind: 'send', text: word() }),
      () => ({ kind: 'expect', match: match(), withinMs: ms() }),
      () => ({ kind: 'expect', match: match(), otherwise: random.pick(['fail', 'skip', 'reset']) }),
      () => ({ kind: 'wait', ms: ms(), jitterMs: ms() }),
      () => ({ kind: 'stop-reading', ms: ms() }),
      () => ({ kind: 'note', text: word() }),
      () => ({ kind: 'label', name: word() || 'x' }),
      () => ({ kind: 'close' }),
    ])();
  for (let round = 0; round < 300; round++) {
    const steps = v.parse(v.array(stepSettings), Array.from({ length: random.below(8) }, step));
    expect(stepsOf(scriptText({ steps }))).toEqual(steps);
  }
});

test('what is wrong is named with its line', () => {
  const why = (text: string) => {
    const parsed = parseScript(text);
    return parsed.ok ? undefined : parsed.why;
  };
  expect(why('send "a"\ndance')).toMatch(/^Line 2: “dance” is no step/u);
  expect(why('send hello')).toBe('Line 1: A text in "quotes" is expected, not “hello”.');
  expect(why('send "a" b')).toBe('Line 1: “b” is too much.');
  expect(why('expect')).toBe('Line 1: Something is missing at the end.');
  expect(why('wait soon')).toMatch(/A time such as 300ms/u);
  expect(why('stop talking')).toBe('Line 1: “reading” is expected before “talking”.');
  expect(why('go to nowhere')).toBe('Line 1: there is no label “nowhere”.');
  expect(why('expect regex "("')).toMatch(/This is no pattern/u);
  expect(v.safeParse(script, { steps: [{ kind: 'go-to', label: 'x' }] }).success).toBe(false);
});

/** What a script does with some messages, one line for each. */
function play(text: string, messages: readonly (string | undefined)[], onEnd?: 'finish' | 'close') {
  const run = new ScriptRun({ steps: stepsOf(text), ...(onEnd && { onEnd }) });
  const scope = scopeOf();
  const story = [traceOf(run.start(scope))];
  for (const each of messages)
    story.push(traceOf(each === undefined ? run.late(scope) : run.message(messageOf(each), scope)));
  return { story: story.map((steps) => steps.filter((step) => !step.startsWith('timer'))), position: run.position };
}

test('a script waits for what it expects and goes on with it', () => {
  const { story, position } = play(smtp, ['EHLO me', 'QUIT']);
  expect(story[0]).toEqual(['send 220 mock ready\r\n']);
  expect(story[1]?.[0]).toMatch(/^wait /u);
  expect(story[1]?.[1]).toBe('send 250 hello 127.0.0.1:50000\r\n');
  expect(story[2]).toEqual(['reset']);
  expect(position).toBe(6);
});

test('another message, or none in time: fail, skip or reset', () => {
  expect(play('expect exact "a"', ['b']).story[1]).toEqual([
    'failed Step 1: "a" was expected; “b” came: message is “b”.',
  ]);
  expect(play('expect exact "a" else skip\nsend "x"', ['b']).story[1]?.at(-1)).toBe('send x');
  expect(play('expect exact "a" else reset', ['b']).story[1]?.at(-1)).toBe('reset');
  expect(play('expect any within 1s', [undefined]).story[1]).toEqual([
    'failed Step 1: any message was expected within 1000 ms and did not come.',
  ]);
});

test('loops end at their limit, and one that waits for nothing is stopped', () => {
  const { story } = play('label again\nsend "."\ngo to again at most 2 times\nsend "end"', []);
  expect(story[0]).toEqual(['send .', 'send .', 'send .', 'send end']);
  const endless = play('label a\ngo to a at most 1000000 times', []).story[0]?.at(-1);
  expect(endless).toMatch(/^failed The script went on/u);
});

test('captured groups reach the next reply; messages that come early wait; the end is as chosen', () => {
  const text = 'expect regex "^USER (?<name>\\\\w+)$"\nsend "hi {{name}}"\nexpect any';
  expect(play(text, ['USER ada', 'x'], 'finish').story.slice(1)).toEqual([['send hi ada'], ['end']]);
});

test('an edited script keeps its position', () => {
  const run = new ScriptRun({ steps: stepsOf('expect any\nsend "old"') });
  const scope = scopeOf();
  run.start(scope);
  run.edit({ steps: stepsOf('expect any\nsend "new"') });
  expect(traceOf(run.message(messageOf('x'), scope)).filter((step) => !step.startsWith('timer'))).toEqual(['send new']);
});
