// The test bench: what a mock would do with one message, without any network.
import type { Action } from './actions.ts';
import { Conversation } from './conversation.ts';
import type { Message } from './message.ts';
import type { Mock } from './mock.ts';
import { decide, type Explained, explain } from './rules.ts';
import type { RegexTester } from './scope.ts';

export interface BenchResult {
  readonly ruleId?: string;
  readonly groups?: Readonly<Record<string, string>>;
  /** The steps, each with the time after which it comes. */
  readonly actions: readonly { readonly atMs: number; readonly action: Action }[];
  readonly explain: readonly Explained[];
  /** The connection's variables afterwards. */
  readonly state: Readonly<Record<string, string>>;
}

export interface BenchOptions {
  readonly state?: Readonly<Record<string, string>> | undefined;
  readonly now: number;
  readonly regex: RegexTester;
  readonly random: () => number;
}

/** What becomes of one message. A script meets it as its first one; the framing is passed by: the message is given. */
export function tryMessage(mock: Mock, bytes: Uint8Array, { state, now, regex, random }: BenchOptions): BenchResult {
  const started = state ? { ...mock, state: { ...mock.state, ...state } } : mock;
  const around = { regex, random, peer: '127.0.0.1:50000', countMessage: () => 1, keepsOpen: false };
  const { framing: _framing, ...unframed } = started;
  // One chunk is one message here; without rules and script the behaviour gets it directly.
  const conversation = new Conversation(
    mock.rules?.length || mock.script ? { ...unframed, framing: { kind: 'chunk', maxBytes: 2 ** 30 } } : unframed,
    around,
  );
  const before = mock.script ? conversation.opened(now) : [];
  const message: Message = { bytes, raw: bytes };
  const { scope } = conversation;
  Object.assign(scope, { message, messageNumber: 1, serverMessageNumber: 1, now });
  const rules = mock.script ? [] : (mock.rules ?? []);
  const explained = explain(rules, message, scope);
  const [first] = decide(rules, message, scope).fired;
  scope.messageNumber = 0;
  const actions = [...before, ...conversation.chunk(bytes, now)].filter((action) => action.do !== 'timer');
  return {
    ...(first && { ruleId: first.rule.id }),
    ...(first && { groups: first.groups }),
    actions: timed(actions),
    explain: explained,
    state: Object.fromEntries(scope.state),
  };
}

function timed(actions: readonly Action[]) {
  let atMs = 0;
  return actions.flatMap((action) => {
    if (action.do === 'wait') atMs += action.ms;
    return action.do === 'wait' || action.do === 'fired' ? [] : [{ atMs, action }];
  });
}
