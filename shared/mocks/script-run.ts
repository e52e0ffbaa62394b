// One connection's way through a script: where it is, what it waits for, how often it came by.
import type { Action } from './actions.ts';
import { closing } from './actions.ts';
import { judge, matcherText } from './matchers/index.ts';
import { type Message, quoted } from './message.ts';
import type { Scope } from './scope.ts';
import { stepOf } from './script/index.ts';
import type { Script } from './script/script.ts';

/** More steps than this without waiting for anything are a loop that never ends. */
const MOST_AT_ONCE = 10_000;

export class ScriptRun {
  #script: Script;
  #at = 0;
  #expecting = false;
  #over = false;
  #visits: number[] = [];
  readonly #waiting: Message[] = [];

  constructor(script: Script) {
    this.#script = script;
  }

  /** Index of the step it is at; one past the last when it is over. */
  get position(): number {
    return this.#over ? this.#script.steps.length : this.#at;
  }

  /** The script has been edited: the position stays. */
  edit(script: Script): void {
    this.#script = script;
    if (this.#at >= script.steps.length) this.#over = true;
    else if (this.#expecting && script.steps[this.#at]?.kind !== 'expect') this.#expecting = false;
  }

  /** Runs up to the next `expect` that has no message yet, or to the end. */
  start(scope: Scope): Action[] {
    const actions: Action[] = [];
    for (let count = 0; !this.#over; count++) {
      if (count > MOST_AT_ONCE) {
        this.#over = true;
        actions.push({
          do: 'failed',
          why: `The script went on for ${MOST_AT_ONCE} steps without waiting for anything.`,
        });
        break;
      }
      if (this.#expecting) {
        const message = this.#waiting.shift();
        if (!message) break;
        this.#meet(message, scope, actions);
        continue;
      }
      this.#step(scope, actions);
    }
    return actions;
  }

  /** A message has come; it waits if nothing is expected yet. */
  message(message: Message, scope: Scope): Action[] {
    if (this.#over) return [];
    this.#waiting.push(message);
    return this.start(scope);
  }

  /** What was expected has not come in time. */
  late(scope: Scope): Action[] {
    const step = this.#script.steps[this.#at];
    if (!this.#expecting || step?.kind !== 'expect') return [];
    const actions: Action[] = [];
    this.#miss(`${matcherText(step.match)} was expected within ${step.withinMs} ms and did not come`, actions);
    return [...actions, ...this.start(scope)];
  }

  #step(scope: Scope, actions: Action[]): void {
    const settings = this.#script.steps[this.#at];
    if (!settings) {
      this.#over = true;
      actions.push(...closing(this.#script.onEnd));
      return;
    }
    const visits = (this.#visits[this.#at] ?? 0) + 1;
    this.#visits[this.#at] = visits;
    const turn = stepOf(settings).run(settings, scope, visits);
    for (const action of turn.actions ?? []) actions.push(action);
    if (turn.over) this.#over = true;
    else if (turn.expects) this.#expecting = true;
    else if (turn.goTo !== undefined) this.#at = this.#labelled(turn.goTo);
    else this.#at++;
  }

  #meet(message: Message, scope: Scope, actions: Action[]): void {
    const step = this.#script.steps[this.#at];
    if (step?.kind !== 'expect') return;
    scope.message = message;
    const verdict = judge(step.match, message, scope);
    if (verdict.slow !== undefined) actions.push({ do: 'note', text: verdict.slow });
    if (!verdict.matched) {
      this.#miss(`${matcherText(step.match)} was expected; ${quoted(message.bytes)} came: ${verdict.why()}`, actions);
      return;
    }
    scope.groups = verdict.groups ?? {};
    this.#met(actions);
  }

  /** On to the next step; a limit of time is over. */
  #met(actions: Action[]): void {
    this.#expecting = false;
    this.#at++;
    actions.push({ do: 'timer', name: 'expect', ms: undefined });
  }

  #miss(why: string, actions: Action[]): void {
    const step = this.#script.steps[this.#at];
    const otherwise = step?.kind === 'expect' ? (step.otherwise ?? 'fail') : 'fail';
    this.#met(actions);
    const text = `Step ${this.#at}: ${why}.`;
    if (otherwise === 'skip') {
      actions.push({ do: 'note', text });
      return;
    }
    this.#over = true;
    if (otherwise === 'reset') actions.push({ do: 'note', text }, { do: 'reset' });
    else actions.push({ do: 'failed', why: text });
  }

  #labelled(name: string): number {
    const at = this.#script.steps.findIndex((step) => step.kind === 'label' && step.name === name);
    return at === -1 ? this.#script.steps.length : at;
  }
}
