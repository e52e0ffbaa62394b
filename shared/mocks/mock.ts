import * as v from 'valibot';
import { faultList } from '../faults/index.ts';
import { ruleAction } from './actions/index.ts';
import { type BehaviourSettings, behaviourOf, behaviourSettings } from './behaviours/index.ts';
import { longText, ms, notTooDeep, oneOf, shortName, someBytes, times, yes } from './fields.ts';
import { framingSettings } from './framing/index.ts';
import { matcher } from './matchers/index.ts';
import { script } from './script/script.ts';

export { type BehaviourSettings, behaviourOf, behaviourSettings };

const actions = v.pipe(notTooDeep, v.array(ruleAction), v.maxLength(1_000));

/** When … do …; `continue` goes on to the next rule after it. */
export const rule = v.strictObject({
  id: v.pipe(shortName, v.description('A name that stays the same when rules are moved.')),
  title: v.optional(longText),
  when: v.pipe(notTooDeep, matcher),
  do: actions,
  continue: v.optional(yes('Go on to the next rule afterwards.')),
  off: v.optional(yes('Not used for now.')),
});
export type Rule = v.InferOutput<typeof rule>;

const endings = ['finish', 'close', 'reset'] as const;

/** How a connection ends. */
export const ending = v.strictObject({
  onPeerFinish: v.optional(
    oneOf(['finish', 'keep', 'close', 'reset'], 'When the peer has finished and all was answered.'),
  ),
  idle: v.optional(v.strictObject({ ms: ms('How long nothing may move.'), do: oneOf(endings, 'What then.') })),
  onError: v.optional(
    oneOf(['keep', ...endings], 'When the mock cannot go on: a file, a target, a script that failed.'),
  ),
  after: v.optional(
    v.strictObject({
      messages: v.optional(times('After so many messages.')),
      bytes: v.optional(someBytes('After so many bytes received.')),
      ms: v.optional(ms('After so much time.')),
      do: oneOf(endings, 'What then.'),
    }),
  ),
});
export type Ending = v.InferOutput<typeof ending>;

/**
 * What a server does with an accepted socket (`api.md`, "mock and tap"). Every part is optional; without any the server
 * reads, captures and answers nothing, and a person may speak for it. A script takes the place of rules and `otherwise`.
 */
export const mock = v.strictObject({
  greeting: v.optional(actions),
  framing: v.optional(framingSettings),
  rules: v.optional(
    v.pipe(
      v.array(rule),
      v.maxLength(1_000),
      v.check((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'Two rules have the same id.'),
    ),
  ),
  otherwise: v.optional(behaviourSettings),
  script: v.optional(script),
  wire: v.optional(v.pipe(notTooDeep, faultList)),
  ending: v.optional(ending),
  state: v.optional(v.pipe(v.record(shortName, longText), v.description('Variables each connection starts with.'))),
});
export type Mock = v.InferOutput<typeof mock>;

/** Whether a mock is a base behaviour and nothing else: chunks go straight to it, and Node ends the connection. */
export function isPlain({ greeting, framing, rules, script: scripted, ending: end }: Mock): boolean {
  return !greeting?.length && !framing && !rules?.length && !scripted && !end;
}

const DELAYED: ReadonlySet<string> = new Set(['chargen', 'file', 'garbage', 'relay']);

/** Whether the mock may still have something to say when the peer has finished, so that it must not be cut off. */
export function answersLate(given: Mock): boolean {
  const { otherwise } = given;
  if (!isPlain(given)) return true;
  return otherwise !== undefined && (DELAYED.has(otherwise.kind) || 'file' in otherwise || 'delayMs' in otherwise);
}

/** Files and paths of the engine's machine that a mock names. */
export function pathsOf(given: Mock): string[] {
  const found: string[] = [];
  const open: unknown[] = [given];
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      if ((key === 'file' || key === 'path') && typeof value === 'string') found.push(value);
      else open.push(value);
    }
  }
  return found;
}
