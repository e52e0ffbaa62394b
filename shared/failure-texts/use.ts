import { assertNever } from '../assert-never.ts';
import { formatCounted, formatDuration } from '../format.ts';
import { type Situation, say, type Writer } from './words.ts';

/** What can go wrong on a connection that was there, and with files. */
export const useTexts: Record<string, Writer> = {
  ECONNRESET: (s) =>
    say(
      'The peer reset the connection.',
      `It threw the connection away instead of finishing. Usual causes: it closed with unread data, crashed, restarted and forgot us, or a firewall cut in.${lossOf(s)}`,
      'reconnect',
      'show-ladder',
    ),
  EPIPE: (s) =>
    say(
      'You wrote after the peer had gone.',
      `The first write after it left was accepted by our own kernel; this one met a closed pipe.${s.untakenBytes ? ` At least ${were(s.untakenBytes)} lost.` : ''}`,
      'reconnect',
      'show-ladder',
    ),
  ETIMEDOUT: (s) =>
    say(
      'The peer stopped answering.',
      `${unansweredText(s)}${s.silentMs === undefined ? '' : `; last heard ${formatDuration(s.silentMs)} ago`}. The connection was half-open.`,
      'reconnect',
      'show-ladder',
    ),
  ENOENT: (s) => say(`There is no file ${s.path ?? ''}.`, undefined, 'choose-other-path'),
  EISDIR: (s) => say(`${s.path ?? 'This'} is a folder.`, 'Only ordinary files can be sent.', 'choose-other-path'),
};

/** Texts that are the same whatever was being done. */
export const commonTexts: Record<string, Writer> = {
  ERR_STREAM_WRITE_AFTER_END: () =>
    say(
      'This end has already finished sending.',
      'A FIN is a promise to send nothing more.',
      'open-new-connection',
      'speak-as-server',
    ),
  ERR_STREAM_DESTROYED: () => say('This end is closed.', 'Nothing can be sent on it any more.', 'reconnect'),
  ERR_SOCKET_CLOSED: () => say('This end is closed.', 'There is no connection to act on.', 'reconnect'),
  ERR_SOCKET_BAD_PORT: () =>
    say('Ports go from 0 to 65535.', '0 means “any free port” when listening; you cannot connect to port 0.'),
  ERR_INVALID_HANDLE_TYPE: () =>
    say(
      'UNIX sockets have no reset.',
      'Closing with unread data gives the peer ECONNRESET; a plain close gives an end.',
      'close-now',
    ),
  ERR_SERVER_NOT_RUNNING: () => say('The server is not running.'),
  ERR_SERVER_ALREADY_LISTEN: () => say('The server is already listening.', 'Close it before listening again.'),
  ERR_INVALID_IP_ADDRESS: () => say('This is not an IP address.', undefined, 'edit-address'),
  ERR_MISSING_ARGS: () => say('A port or a path is missing.', undefined, 'edit-address'),
  ERR_OUT_OF_RANGE: (s) => say('This number is out of range.', sentenceOf(s, /It must be .*?(?=\. Received|$)/u)),
  ERR_INVALID_ARG_TYPE: (s) =>
    say('This is not the right kind of value.', sentenceOf(s, /must be .*?(?=\. Received|$)/u)),
  ERR_INVALID_ARG_VALUE: (s) => say('This value cannot be used.', s.nodeMessage),
  ERR_INVALID_ADDRESS: () =>
    say('This is not an IP address.', 'Addresses are written as 10.0.0.7 or fe80::1.', 'edit-address'),
  ERR_UNKNOWN_ENCODING: () => say('There is no such encoding.'),
  ERR_INVALID_FD_TYPE: () => say('This descriptor is not a TCP or UNIX socket.'),
  EEXIST: () => say('This descriptor is already in use here.', 'One descriptor can belong to one socket only.'),
  EISCONN: () => say('This socket is connected already.', 'Close it before dialling again.'),
  EALREADY: () => say('This socket is connecting already.', 'Wait for it, or cancel it.'),
  ABORT_ERR: () => say('The operation was cancelled.'),
  PATH_TOO_LONG: (s) => {
    const [limit, bytes] = [s.maxPathBytes ?? 107, s.pathBytes ?? 0];
    const system = s.platform === 'darwin' ? 'macOS' : 'Linux';
    return say(
      `The path is too long by ${formatCounted(bytes - limit, 'byte')}.`,
      `Socket paths may have ${limit} bytes on ${system}${s.platform === 'darwin' ? '' : ' (103 on macOS)'}; yours has ${bytes}. Some versions of Node would cut it silently and listen somewhere else.`,
      'use-temp-path',
    );
  },
};

/** The part of Node's own text that says what would be right, as a sentence. */
function sentenceOf({ nodeMessage = '' }: Situation, part: RegExp): string | undefined {
  const found = part.exec(nodeMessage)?.[0].replace(/^It must/u, 'must');
  return found && `It ${found.replaceAll(' && ', ' and ').replace(/\.$/u, '')}.`;
}

const were = (bytes: number) => `${formatCounted(bytes, 'byte')} ${bytes === 1 ? 'was' : 'were'}`;

/** What a reset has cost: what never left is lost, of what was under way that is not known. */
function lossOf({ untakenBytes = 0, unacknowledgedBytes = 0 }: Situation): string {
  const never =
    untakenBytes > 0 ? ` ${were(untakenBytes)} still waiting here and ${untakenBytes === 1 ? 'is' : 'are'} lost.` : '';
  return unacknowledgedBytes > 0 ? `${never} ${were(unacknowledgedBytes)} not acknowledged and may be lost.` : never;
}

/** The kernel's last sample is from before the end: it says the least that went unanswered. */
function unansweredText({ unanswered, unacknowledgedBytes }: Situation): string {
  if (!unanswered) return 'What was sent went unanswered until the system gave up';
  const { what, times } = unanswered;
  switch (what) {
    case 'keepalive':
      return `At least ${formatCounted(times, 'keepalive probe')} went unanswered`;
    case 'zero-window':
      return `At least ${formatCounted(times, 'window probe')} went unanswered`;
    case 'retransmit': {
      const bytes = unacknowledgedBytes ? ` of ${formatCounted(unacknowledgedBytes, 'byte')}` : '';
      return `At least ${formatCounted(times, 'retry', 'retries')}${bytes} went unanswered`;
    }
    default:
      return assertNever(what);
  }
}
