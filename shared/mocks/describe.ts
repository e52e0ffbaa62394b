// A mock in one short text that a person can proof-read, and what is odd about it.

import { directionsOf, faultOf, faultText } from '../faults/index.ts';
import { formatCounted } from '../format.ts';
import { actionOf, actionText } from './actions/index.ts';
import type { AnyAction } from './actions/rule-action.ts';
import { framingOf } from './framing/index.ts';
import { matcherText } from './matchers/index.ts';
import { behaviourOf, type Mock, type Rule } from './mock.ts';
import { namesIn, templateNames } from './template.ts';

/** Something that will not do what was probably meant. `at` is the part it is about: “rules.r1”, “otherwise”. */
export interface Problem {
  readonly at: string;
  readonly text: string;
}
export interface Description {
  readonly sentence: string;
  readonly problems: readonly Problem[];
}

const MOST_RULES_TOLD = 12;
const MOST_STEPS_TOLD = 20;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The plain-language summary of a mock (`ux.md` 4.1), and its problems. */
export function describe(mock: Mock): Description {
  return { sentence: sentenceOf(mock), problems: problemsOf(mock) };
}

function sentenceOf(mock: Mock): string {
  const { greeting = [], framing, rules = [], otherwise, script, wire = [], ending } = mock;
  const sentences: string[] = [];
  if (greeting.length > 0) sentences.push(`To whoever connects it ${listText(greeting.map(actionText))}.`);
  if (framing) sentences.push(`Splits what arrives ${framingOf(framing).sentence(framing)}.`);
  if (script) {
    const steps = script.steps.slice(0, MOST_STEPS_TOLD).map((step) => step.kind.replace('-', ' '));
    const more = script.steps.length - steps.length;
    sentences.push(`Follows a script: ${steps.join(', ') || 'nothing'}${more > 0 ? ` and ${more} more steps` : ''}.`);
  } else {
    sentences.push(
      ...rules
        .filter(({ off }) => !off)
        .slice(0, MOST_RULES_TOLD)
        .map(ruleText),
    );
    const more = rules.length - MOST_RULES_TOLD;
    if (more > 0) sentences.push(`${more} more rules follow.`);
    sentences.push(otherwiseText(mock));
  }
  for (const fault of wire) {
    const both = directionsOf(fault);
    const what = both.length === 2 ? 'Everything' : both[0] === 'sent' ? 'What leaves' : 'What arrives';
    sentences.push(`${what}: ${faultText(fault)}.`);
  }
  sentences.push(...endingTexts(ending));
  if (sentences.length === 0 || (!otherwise && rules.length === 0 && !script && greeting.length === 0)) {
    sentences.unshift('Reads and answers nothing; a person may.');
  }
  return sentences.filter((text) => text !== '').join(' ');
}

function ruleText({ when, do: actions, continue: more }: Rule): string {
  const does = actions.length === 0 ? 'gets no answer' : `: ${listText(actions.map(actionText))}`;
  const [only] = actions;
  const reply =
    actions.length === 1 && only?.kind === 'send' ? ` gets ${actionText(only).slice('sends '.length)}` : undefined;
  return `${capital(matcherText(when))}${reply ?? (actions.length === 0 ? ` ${does}` : does)}${more ? ', and goes on to the next rule' : ''}.`;
}

function otherwiseText({ otherwise, rules = [] }: Mock): string {
  if (!otherwise) return rules.length > 0 ? 'Anything else gets no answer.' : '';
  const text = behaviourOf(otherwise).sentence(otherwise);
  return rules.length > 0 ? `Anything else: ${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}

function endingTexts(ending: Mock['ending']): string[] {
  if (!ending) return [];
  const does = { finish: 'finishes', close: 'closes', reset: 'resets', keep: 'keeps its side open' };
  const texts: string[] = [];
  if (ending.onPeerFinish) {
    const too = ending.onPeerFinish === 'finish' ? ' too' : '';
    texts.push(`When the peer finishes, ${does[ending.onPeerFinish]}${too}.`);
  }
  if (ending.idle) texts.push(`After ${ending.idle.ms} ms without a byte it ${does[ending.idle.do]}.`);
  if (ending.after) {
    const { messages, bytes, ms, do: how } = ending.after;
    const limits = [
      ...(messages === undefined ? [] : [formatCounted(messages, 'message')]),
      ...(bytes === undefined ? [] : [formatCounted(bytes, 'byte')]),
      ...(ms === undefined ? [] : [`${ms} ms`]),
    ];
    if (limits.length > 0) texts.push(`After ${limits.join(' or ')} it ${does[how]}.`);
  }
  return texts;
}

const listText = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function problemsOf(mock: Mock): Problem[] {
  const { framing, rules = [], otherwise, script, wire = [], greeting = [] } = mock;
  const problems: Problem[] = [];
  const add = (at: string, text: string) => problems.push({ at, text });
  if (rules.length > 0 && !framing)
    add('framing', 'It is not said where a message ends: each chunk is one, and TCP may split or join chunks.');
  if (script && rules.length > 0) add('rules', 'A script takes the place of the rules: they are not used.');
  if (script && otherwise) add('otherwise', 'A script takes the place of “otherwise”: it is not used.');
  if (script && !framing && script.steps.some((step) => step.kind === 'expect'))
    add('framing', 'It is not said where a message ends: each chunk is one, and TCP may split or join chunks.');
  if (otherwise?.kind === 'echo' && otherwise.unit === 'messages' && !framing)
    add('otherwise', 'Without framing there are no messages: each chunk is sent back as it comes.');
  const all = rules.findIndex(({ when, off, continue: more }) => when.kind === 'any' && !off && !more);
  for (const { id } of all === -1 ? [] : rules.slice(all + 1))
    add(`rules.${id}`, `It is never reached: rule ${rules[all]?.id} takes any message.`);
  for (const { id, do: actions } of rules) problems.push(...actionProblems(actions, `rules.${id}`, mock));
  problems.push(...actionProblems(greeting, 'greeting', mock));
  for (const [i, fault] of wire.entries()) {
    const at = `wire.${i}`;
    if (faultOf(fault).ofServer && wire.length > 1 && (fault.probability ?? 1) >= 1)
      add(at, 'Nobody gets in, so nothing else of the wire has an effect.');
    if (
      fault.kind === 'reset-after' &&
      fault.bytes === undefined &&
      fault.ms === undefined &&
      fault.messages === undefined
    )
      add(at, 'Nothing is said about when: it resets with the first byte.');
  }
  return problems;
}

/** Steps after an end, and names in templates that nothing gives. */
function actionProblems(actions: readonly AnyAction[], at: string, mock: Mock): Problem[] {
  const problems: Problem[] = [];
  const closed = actions.findIndex(({ kind }) => kind === 'close' || kind === 'reset');
  if (closed !== -1 && closed < actions.length - 1)
    problems.push({ at, text: `Nothing happens after it ${actionText(actions[closed] as AnyAction)}.` });
  const finished = actions.findIndex(({ kind }) => kind === 'finish');
  const late = actions
    .slice(finished + 1)
    .find(({ kind }) => kind === 'send' || kind === 'echo' || kind === 'send-part');
  if (finished !== -1 && late)
    problems.push({
      at,
      text: `After finishing nothing can be sent: it ${actionOf(late).sentence(late, actionText)} too late.`,
    });
  const known = knownNames(mock, at);
  for (const text of textsIn(actions)) {
    for (const name of namesIn(text)) {
      if (!known(name)) problems.push({ at, text: `Nothing is called {{${name}}} here: it is sent as it stands.` });
    }
  }
  return problems;
}

/** Tells the names that mean something in a part of the mock. */
function knownNames({ rules = [], state = {} }: Mock, at: string): (name: string) => boolean {
  const names = new Set([...Object.keys(templateNames), 'rand', 'value', ...Object.keys(state)]);
  const text = JSON.stringify(rules);
  if (/"kind":"set-state","name":"[^"]*\{\{/u.test(text)) return () => true; // a name made by a template can be any name
  for (const match of text.matchAll(/"kind":"set-state","name":"([^"]+)"/gu)) names.add(match[1] ?? '');
  const rule = rules.find(({ id }) => at === `rules.${id}`);
  for (const match of JSON.stringify(rule?.when ?? {}).matchAll(/\(\?<(\w+)>/gu)) names.add(match[1] ?? '');
  return (name) => names.has(name) || /^\d+$/u.test(name);
}

function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (key === 'text' || key === 'value' ? [inner] : []) : textsIn(inner),
  );
}
