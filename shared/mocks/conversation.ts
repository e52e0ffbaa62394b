// One connection of a mock, as a pure machine: what happened goes in, steps for the engine come out. Greeting, framing,
// rules, otherwise and ending meet here, or a script in place of the middle ones.

import { formatCounted } from '../format.ts';
import { stepsOf } from './actions/index.ts';
import { type Action, closing } from './actions.ts';
import type { Behaviour } from './behaviour.ts';
import { Framer } from './framing/framer.ts';
import type { Limits } from './framing/framing.ts';
import type { FramingSettings } from './framing/index.ts';
import type { Message } from './message.ts';
import { behaviourOf, isPlain, type Mock } from './mock.ts';
import { decide } from './rules.ts';
import type { RegexTester, Scope } from './scope.ts';
import { ScriptRun } from './script-run.ts';

/** What a conversation gets from outside. */
export interface Surroundings {
  readonly regex: RegexTester;
  random(): number;
  readonly peer: string;
  /** Counts the messages of the whole server, this one included. */
  countMessage(): number;
  /** The server keeps its side open when the peer finishes, unless the mock says otherwise. */
  readonly keepsOpen: boolean;
}

const CHUNKS: FramingSettings = { kind: 'chunk' };

export class Conversation {
  readonly #around: Surroundings;
  readonly scope: Scope;
  #mock: Mock;
  #behaviour: Behaviour | undefined;
  #framer: Framer | undefined;
  #script: ScriptRun | undefined;
  #received = 0;
  #over = false;

  constructor(mock: Mock, around: Surroundings) {
    this.#around = around;
    this.#mock = mock;
    this.scope = {
      now: 0,
      message: undefined,
      messageNumber: 0,
      serverMessageNumber: 0,
      receivedBefore: 0,
      groups: {},
      state: new Map(Object.entries(mock.state ?? {})),
      peer: around.peer,
      counter: 0,
      regex: around.regex,
      random: around.random,
    };
    this.#take(mock);
  }

  /** Where a scripted conversation is; undefined without a script. */
  get position(): number | undefined {
    return this.#script?.position;
  }

  /** Somebody has connected. */
  opened(now: number): Action[] {
    this.scope.now = now;
    const { greeting = [], otherwise, ending } = this.#mock;
    const actions = stepsOf(greeting, this.scope);
    if (ending?.after?.ms !== undefined) actions.push({ do: 'timer', name: 'seconds', ms: ending.after.ms });
    if (ending?.idle) actions.push({ do: 'timer', name: 'idle', ms: ending.idle.ms });
    if (this.#script) actions.push(...this.#script.start(this.scope));
    else if (otherwise && !this.#afterRules)
      actions.push(...(this.#behaviour?.onOpened?.(otherwise, this.scope) ?? []));
    return actions;
  }

  /** A chunk has arrived. It must not be changed afterwards. */
  chunk(bytes: Uint8Array, now: number): readonly Action[] {
    this.scope.now = now;
    if (this.#over) return [];
    if (!this.#framer) return this.#unframed(bytes);
    const actions = this.#messages(this.#framer.push(bytes));
    const { quietMs } = this.#framer;
    if (quietMs !== undefined) {
      actions.push({ do: 'timer', name: 'quiet', ms: this.#framer.incomplete ? quietMs : undefined });
    }
    return actions;
  }

  /** The peer has finished sending. */
  peerEnded(now: number): Action[] {
    this.scope.now = now;
    if (this.#over) return [];
    const actions: Action[] = [];
    if (this.#framer) {
      const { messages, cutOff } = this.#framer.finish();
      actions.push(...this.#messages(messages));
      if (cutOff) {
        const size =
          cutOff.need === undefined
            ? formatCounted(cutOff.have, 'byte')
            : `${cutOff.have} of ${formatCounted(cutOff.need, 'byte')}`;
        actions.push({ do: 'note', text: `The peer finished in the middle of a message, after ${size}.` });
      }
    }
    const { otherwise, ending } = this.#mock;
    if (otherwise?.kind === 'relay' && !this.#script && !ending?.onPeerFinish) {
      // The end goes on to the target, and it is the target's end that ends this side.
      return [...actions, ...endOf(this.#behaviour?.onOpened?.(otherwise, this.scope))];
    }
    const how = this.#mock.ending?.onPeerFinish ?? (this.#around.keepsOpen ? 'keep' : 'finish');
    return [...actions, ...closing(how)];
  }

  /** A timer of ours is over. */
  timer(name: 'quiet' | 'expect' | 'seconds' | 'idle', now: number): Action[] {
    this.scope.now = now;
    if (this.#over) return [];
    const { ending } = this.#mock;
    switch (name) {
      case 'quiet':
        return this.#messages(this.#framer?.quiet() ?? []);
      case 'expect':
        return this.#script?.late(this.scope) ?? [];
      case 'seconds':
        return this.#end(ending?.after?.do);
      case 'idle':
        return this.#end(ending?.idle?.do);
    }
  }

  /** The mock cannot go on: what was chosen for that. */
  failed(now: number): Action[] {
    this.scope.now = now;
    return this.#end(this.#mock.ending?.onError ?? 'close');
  }

  /**
   * The mock was edited: new messages follow the new one. A script goes on from where it is; bytes of a message that has
   * begun are cut by the new framing.
   */
  edit(mock: Mock, now: number): Action[] {
    const begun = this.#framer?.begun;
    const framedAs = JSON.stringify(this.#framer?.settings);
    const script = this.#script;
    const idled = this.#mock.ending?.idle;
    this.#take(mock);
    const idle = mock.ending?.idle;
    const timers: Action[] = idled || idle ? [{ do: 'timer', name: 'idle', ms: idle?.ms }] : [];
    if (script && mock.script) {
      script.edit(mock.script);
      this.#script = script;
    }
    if (!begun || begun.length === 0) return timers;
    if (JSON.stringify(this.#framer?.settings) !== framedAs) return [...timers, ...this.chunk(begun, now)];
    this.#framer?.push(begun);
    return timers;
  }

  #take(mock: Mock): void {
    this.#mock = mock;
    const { otherwise, script, rules, framing } = mock;
    this.#behaviour = otherwise && behaviourOf(otherwise);
    this.#script = script && new ScriptRun(script);
    const framed = framing ?? (rules?.length || script ? CHUNKS : undefined);
    this.#framer = framed && (framed.kind !== 'chunk' || !isPlain(mock)) ? new Framer(framed) : undefined;
  }

  /** Without framing each chunk goes straight to the behaviour. */
  #unframed(bytes: Uint8Array): readonly Action[] {
    const { scope } = this;
    scope.receivedBefore = this.#received;
    this.#received += bytes.length;
    scope.messageNumber++;
    const { otherwise, ending } = this.#mock;
    const message = { bytes, raw: bytes };
    scope.message = message;
    const actions = otherwise ? (this.#behaviour?.onMessage?.(otherwise, message, scope) ?? []) : [];
    return ending ? [...actions, ...this.#endAfter()] : actions;
  }

  #messages(messages: readonly Message[]): Action[] {
    const actions: Action[] = [];
    for (const message of messages) {
      if (this.#over) break;
      this.#count(message);
      if (message.tooLong && this.#tooLong(message, actions)) break;
      if (this.#script) actions.push(...this.#script.message(message, this.scope));
      else this.#answer(message, actions);
      actions.push(...this.#endAfter());
    }
    return actions;
  }

  #count(message: Message): void {
    const { scope } = this;
    scope.receivedBefore = this.#received;
    this.#received += message.raw.length;
    scope.messageNumber++;
    scope.serverMessageNumber = this.#around.countMessage();
    scope.message = message;
    scope.groups = {};
  }

  /** A message was longer than allowed; answers whether that is the end. */
  #tooLong({ bytes }: Message, actions: Action[]): boolean {
    const what = (this.#framer?.settings as Limits | undefined)?.onTooLong ?? 'message';
    actions.push({
      do: 'note',
      text: `A message was longer than the ${formatCounted(bytes.length, 'byte')} that ${bytes.length === 1 ? 'is' : 'are'} allowed.`,
    });
    if (what === 'message') return false;
    actions.push(...this.#end(what));
    return true;
  }

  #answer(message: Message, actions: Action[]): void {
    const { scope } = this;
    const { rules = [], otherwise } = this.#mock;
    const { fired, slow } = decide(rules, message, scope);
    for (const text of slow) actions.push({ do: 'note', text });
    for (const { rule, groups } of fired) {
      scope.groups = groups;
      actions.push({ do: 'fired', rule: rule.id });
      for (const step of stepsOf(rule.do, scope, rule.id)) actions.push(step);
    }
    if (fired.length > 0) return;
    if (rules.length > 0) actions.push({ do: 'unmatched', bytes: message.bytes });
    if (!otherwise) return;
    const answer = this.#afterRules
      ? this.#behaviour?.onOpened?.(otherwise, scope)
      : this.#behaviour?.onMessage?.(otherwise, message, scope);
    actions.push(...(answer ?? []));
  }

  get #afterRules(): boolean {
    return this.#behaviour?.afterRules === true && (this.#mock.rules?.length ?? 0) > 0;
  }

  #endAfter(): Action[] {
    const after = this.#mock.ending?.after;
    if (!after) return [];
    const enough =
      this.scope.messageNumber >= (after.messages ?? Number.POSITIVE_INFINITY) ||
      this.#received >= (after.bytes ?? Number.POSITIVE_INFINITY);
    return enough ? this.#end(after.do) : [];
  }

  #end(how: 'keep' | 'finish' | 'close' | 'reset' | undefined): Action[] {
    if (how === undefined || how === 'keep') return [];
    this.#over = true;
    return [...closing(how)];
  }
}

/** The step that passes the client's end on. */
function endOf(opening: readonly Action[] | undefined): Action[] {
  return (opening ?? []).map((action) => (action.do === 'relay' ? { ...action, end: true } : action));
}
