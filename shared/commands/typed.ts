// Commands that are typed into the palette, read as they are typed: what they would do, or what is still missing.
import { fromBase64 } from '../bytes.ts';
import { compose } from '../compose/compose.ts';
import type { IdleAction, SocketId } from '../contract/fields.ts';
import { formatCounted, formatHostPort, formatPath } from '../format.ts';
import { behaviours } from '../mocks/behaviours/index.ts';
import type { BehaviourSettings } from '../mocks/mock.ts';
import { idleWord } from '../model/conditions.ts';
import { type Place, parsePlace, pastedPlace } from './addresses.ts';
import {
  parseFault,
  parseTap,
  placeToListen,
  type TypedFault,
  type TypedTap,
  typedFaultSentence,
} from './typed-faults.ts';

export type TypedAct = 'finish' | 'reset' | 'close' | 'flush' | 'pause' | 'resume' | 'show';

export type Typed =
  | { readonly kind: 'connect'; readonly place: Place }
  | { readonly kind: 'listen'; readonly place: Place; readonly behaviour: BehaviourSettings | null }
  | { readonly kind: 'send'; readonly socketId: SocketId; readonly bytes: Uint8Array; readonly thenEnd: boolean }
  | { readonly kind: 'act'; readonly act: TypedAct; readonly socketId: SocketId }
  | {
      readonly kind: 'timeout';
      readonly socketId: SocketId;
      readonly timeoutMs: number;
      readonly onTimeout: IdleAction;
    }
  | { readonly kind: 'filter'; readonly text: string }
  | TypedTap
  | TypedFault
  /** The first word is a command's, and something is missing or wrong. */
  | { readonly kind: 'problem'; readonly text: string };

const acts: Readonly<Record<string, TypedAct>> = {
  finish: 'finish',
  fin: 'finish',
  end: 'finish',
  reset: 'reset',
  rst: 'reset',
  close: 'close',
  destroy: 'close',
  flush: 'flush',
  pause: 'pause',
  stop: 'pause',
  resume: 'resume',
  show: 'show',
};
const idleByWord: Readonly<Record<string, IdleAction>> = {
  notify: 'notify',
  finish: 'end',
  end: 'end',
  close: 'destroy',
  destroy: 'destroy',
  reset: 'reset',
};

/** The examples the palette shows, one for each form. */
export const typedExamples = [
  'connect localhost:5432',
  'listen 7007 echo',
  'tap 7008 -> localhost:5432',
  'fault #12 slow 5kB/s',
  'listen unix:/tmp/a.sock discard',
  'send #12 hex 0d0a',
  'finish #12',
  'reset #12',
  'timeout #12 30s close',
  'filter state:half-closed',
] as const;

/** What a typed line would do; undefined when its first word is no command's and it is no address. */
export function parseTyped(line: string): Typed | undefined {
  const [, word = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/u.exec(line) ?? [];
  switch (word.toLowerCase()) {
    case 'connect':
    case 'dial':
      return connect(rest);
    case 'listen':
    case 'serve':
      return listen(rest);
    case 'send':
    case 'write':
      return send(rest);
    case 'tap':
      return parseTap(rest);
    case 'fault':
      return parseFault(rest);
    case 'timeout':
      return timeout(rest);
    case 'filter':
      return rest.trim() === ''
        ? problem('Write what to filter by, as filter state:open.')
        : { kind: 'filter', text: rest.trim() };
    default:
      return byNumber(word, rest) ?? act(word, rest) ?? pasted(line);
  }
}

const problem = (text: string): Typed => ({ kind: 'problem', text });

function pasted(line: string): Typed | undefined {
  const place = pastedPlace(line);
  return place && { kind: 'connect', place };
}

function connect(rest: string): Typed {
  const place = pastedPlace(rest) ?? parsePlace(rest);
  if (!place) return problem('Write where to, as connect localhost:5432 or connect unix:/tmp/a.sock.');
  if ('port' in place && place.port === 0) return problem('It is not possible to connect to port 0.');
  return { kind: 'connect', place };
}

function listen(rest: string): Typed {
  const [, where = '', word = ''] = /^(\S+)(?:\s+(\S+))?\s*$/u.exec(rest.trim()) ?? [];
  const place = placeToListen(where);
  if (!place) return problem('Write where to listen, as listen 7007 echo or listen unix:/tmp/a.sock.');
  if (word === '') return { kind: 'listen', place, behaviour: { kind: 'echo' } };
  if (word === 'none' || word === 'hand') return { kind: 'listen', place, behaviour: null };
  const found = behaviours.find(({ kind }) => kind === word);
  if (!found)
    return problem(`There is no behaviour “${word}”. There are ${behaviours.map((b) => b.kind).join(', ')} and none.`);
  return { kind: 'listen', place, behaviour: found.defaults as BehaviourSettings };
}

const numbered = /^#?(\d{1,15})(?:\s+([\s\S]*))?$/u;

function send(rest: string): Typed {
  const [, id, said = ''] = numbered.exec(rest) ?? [];
  if (id === undefined) return problem('Write the connection and the bytes, as send #12 hello or send #12 hex 0d0a.');
  const [, mode = 'text', data = said] = /^(text|hex|base64)\s+([\s\S]*)$/u.exec(said) ?? [];
  if (data === '') return problem('Write what to send.');
  const socketId = Number(id) as SocketId;
  if (mode === 'base64') {
    const bytes = /^[\w+/-]+=*$/u.test(data) ? fromBase64(data.replaceAll('-', '+').replaceAll('_', '/')) : undefined;
    return bytes ? { kind: 'send', socketId, bytes, thenEnd: false } : problem('This is not base64.');
  }
  const composed = compose({ mode: mode === 'hex' ? 'hex' : 'text', text: data, escapes: true, ending: 'none' });
  const [wrong] = composed.problems;
  return wrong ? problem(wrong.message) : { kind: 'send', socketId, bytes: composed.bytes, thenEnd: false };
}

function act(word: string, rest: string): Typed | undefined {
  const which = acts[word.toLowerCase()];
  if (!which) return undefined;
  const [, id, more] = numbered.exec(rest.trim()) ?? [];
  if (id !== undefined && more === undefined) return { kind: 'act', act: which, socketId: Number(id) as SocketId };
  return rest.startsWith('#') ? problem(`Write the number of a connection, as ${word} #12.`) : undefined; // else a search
}

function byNumber(word: string, rest: string): Typed | undefined {
  const id = /^#(\d{1,15})$/u.exec(word)?.[1];
  return id !== undefined && rest === '' ? { kind: 'act', act: 'show', socketId: Number(id) as SocketId } : undefined;
}

function timeout(rest: string): Typed {
  const [, id, amount = '', unit = 'ms', word = 'notify'] =
    /^#?(\d{1,15})\s+(\d+(?:\.\d+)?)\s*(ms|s|min|m)?(?:\s+(\w+))?\s*$/u.exec(rest) ?? [];
  const onTimeout = idleByWord[word];
  if (id === undefined || !onTimeout) {
    return problem('Write the connection, the time and what then, as timeout #12 30s close.');
  }
  const timeoutMs = Number(amount) * (unit === 'ms' ? 1 : unit === 's' ? 1000 : 60_000);
  return { kind: 'timeout', socketId: Number(id) as SocketId, timeoutMs, onTimeout };
}

/** A place as it is written: `localhost:5432`, `/tmp/a.sock`. */
export const placeText = (place: Place) =>
  'path' in place ? formatPath(place.path) : formatHostPort(place.host, place.port);

const actWords: Readonly<Record<TypedAct, string>> = {
  finish: 'Finishes sending on',
  reset: 'Resets',
  close: 'Closes',
  flush: 'Closes, when what is queued has left,',
  pause: 'Stops reading on',
  resume: 'Resumes reading on',
  show: 'Shows',
};

/** What a typed command would do, in a sentence. */
export function typedSentence(typed: Typed): string {
  switch (typed.kind) {
    case 'connect':
      return `Connects to ${placeText(typed.place)}`;
    case 'listen':
      return `Listens on ${placeText(typed.place)}, ${typed.behaviour ? `behaviour ${typed.behaviour.kind}` : 'answering by hand'}`;
    case 'send':
      return `Sends ${formatCounted(typed.bytes.length, 'byte')} on #${typed.socketId}`;
    case 'act':
      return `${actWords[typed.act]} #${typed.socketId}`;
    case 'timeout':
      return `Sets the idle timeout of #${typed.socketId} to ${typed.timeoutMs} ms, then: ${idleWord(typed.onTimeout)}`;
    case 'tap':
      return `Taps ${placeText(typed.target)}, for clients that connect to ${placeText(typed.listen)}`;
    case 'fault':
      return typedFaultSentence(typed);
    case 'filter':
      return `Shows the connections that match ${typed.text}`;
    default:
      return typed.text;
  }
}
