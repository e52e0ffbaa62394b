import type { Method, Result } from '../../../shared/contract/methods.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import type { Action } from '../../../shared/mocks/actions.ts';
import { catalogue } from '../../../shared/mocks/catalogue.ts';
import { describe } from '../../../shared/mocks/describe.ts';
import { addressText } from '../../../shared/mocks/fields.ts';
import { textOf } from '../../../shared/mocks/message.ts';
import { nodeScript } from '../../../shared/mocks/node-script/node-script.ts';
import { tryMessage } from '../../../shared/mocks/test-bench.ts';
import type { Caller, Core } from '../core.ts';
import { refusal, refusalOf } from '../failures.ts';
import { MockRunner } from '../mocks/mock-runner.ts';
import { bytesToWrite } from '../node-rules.ts';

type MockMethod = Extract<Method, `mock.${string}`>;
type BenchStep = Result<'mock.test'>['actions'][number];

/** Mocks as such: their words, the test bench, the catalogue. */
export function mockHandlers(core: Core): Pick<Handlers<Caller>, MockMethod> {
  return {
    'mock.describe': ({ mock }) => {
      const { sentence, problems } = describe(mock);
      return { sentence, problems: problems.map((problem) => ({ ...problem })) };
    },
    'mock.test': ({ mock, message, encoding, state }) => {
      const bytes = decoded(message, encoding);
      const options = { state, now: Date.now(), regex: core.regex.test, random: Math.random };
      const { ruleId, groups, actions, explain, state: after } = tryMessage(mock, bytes, options);
      return {
        ...(ruleId !== undefined && { ruleId }),
        ...(groups && { groups: { ...groups } }),
        actions: actions.map(({ atMs, action }) => benchStep(atMs, action)),
        explain: explain.map((each) => ({ ...each })) as Result<'mock.test'>['explain'],
        state: { ...after },
      };
    },
    'mock.catalogue': () => catalogue() as unknown as Result<'mock.catalogue'>,
    'mock.nodeScript': ({ mock, listen }) => {
      const { text, left } = nodeScript(mock, listen);
      return { text, left: [...left] };
    },
    'mock.state': ({ socketId }) => {
      const row = core.sockets.get(socketId);
      if (!row) throw refusal('UNKNOWN_SOCKET');
      const { handler } = row.life;
      const conversation = handler instanceof MockRunner ? handler.conversation : undefined;
      const position = conversation?.position;
      return {
        state: Object.fromEntries(conversation?.scope.state ?? []),
        messages: conversation?.scope.messageNumber ?? 0,
        ...(position !== undefined && { position }),
      };
    },
  };
}

function decoded(message: unknown, encoding: unknown): Uint8Array {
  try {
    return bytesToWrite(message, encoding);
  } catch (error) {
    throw refusalOf(error);
  }
}

const MOST_SHOWN = 64 * 1024;

/** A step of the test bench as it travels: bytes as base64, everything else in words. */
function benchStep(atMs: number, action: Action): BenchStep {
  const step = { atMs, do: action.do };
  switch (action.do) {
    case 'send':
    case 'broadcast':
    case 'forward': {
      const { bytes } = action;
      const head = Buffer.from(bytes.subarray(0, MOST_SHOWN));
      const to = action.do === 'forward' ? `to ${addressText(action.target)}` : textOf(head).text;
      return { ...step, data: head.toString('base64'), size: bytes.length, text: to };
    }
    case 'unmatched':
      return { ...step, size: action.bytes.length };
    case 'send-file':
      return { ...step, text: action.file.path };
    case 'relay':
      return { ...step, text: `to ${addressText(action.upstream.target)}`, size: action.bytes?.length ?? 0 };
    case 'note':
      return { ...step, text: action.text };
    case 'failed':
      return { ...step, text: action.why };
    case 'pause':
      return action.ms === undefined ? step : { ...step, text: `for ${action.ms} ms` };
    default:
      return step;
  }
}
