// From a draft to the engine: which call it takes, and what is remembered of it.
import { toBase64 } from '../../../shared/bytes.ts';
import { type Composed, compose, type Draft } from '../../../shared/compose/compose.ts';
import type { SendResult } from '../../../shared/compose/history.ts';
import type { TemplateFacts } from '../../../shared/compose/template.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Params } from '../../../shared/contract/methods.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import type { Actions } from '../../actions/actions.ts';
import { draftOf, endpointOf, type KeptDraft, setDraft } from '../../state/drafts.ts';
import { useLab } from '../../state/lab-store.ts';
import { repeatEnded } from '../../state/running.ts';
import { rememberSent } from '../../state/send-history.ts';
import { notify } from '../../state/view-store.ts';
import { ask } from '../../ui/ask.tsx';

/** More sockets than this are asked about. */
const ASK_FROM = 11;

/** The message of a draft as the engine takes it: a template is filled there, anew each time; all else is bytes. */
export function messageOf(draft: KeptDraft, composed: Composed): Params<'repeat.start'>['message'] {
  if (draft.mode !== 'template') return { writes: composed.writes.map(toBase64) };
  const { text, escapes, encoding, ending, custom, writeAs, everyBytes } = draft;
  const named = [...draft.files].filter(([name]) => text.includes(name));
  const files = Object.fromEntries(named.map(([name, bytes]) => [name, toBase64(bytes)]));
  return { template: { text, escapes, encoding, ending, custom, writeAs, everyBytes, files } };
}

/** What the template of a draft is filled from now. */
export const factsFor = ({ counter, files }: KeptDraft): TemplateFacts => ({
  counter,
  files,
  now: Date.now(),
  random: Math.random,
});

/** Sends the draft of a socket, to it or to several; answers whether it was taken. */
export async function sendDraft(actions: Actions, socketIds: readonly SocketId[], thenEnd: boolean): Promise<boolean> {
  const [socketId] = socketIds;
  if (socketId === undefined) return false;
  const draft = draftOf(socketId);
  const composed = compose(draft, factsFor(draft));
  if (composed.problems.length > 0 || (composed.writes.length === 0 && !thenEnd)) return false;
  const count = socketIds.length;
  if (count >= ASK_FROM) {
    const title = `Send to ${count} connections?`;
    const choices = [
      { id: 'no', title: 'Cancel' },
      { id: 'yes', title: `Send to ${count}` },
    ];
    if ((await ask({ title, why: 'Sent bytes cannot be recalled.', choices })) !== 'yes') return false;
  }
  const result = await actions.caller.forSocket(socketId, () =>
    count === 1 && composed.writes.length <= 1
      ? writeOnce(actions, socketId, composed, thenEnd)
      : writeMany(actions, socketIds, draft, composed, thenEnd),
  );
  noteSent(socketId, draft, composed, result ?? 'failed');
  if (result === undefined) return false;
  const sameText = draftOf(socketId).text === draft.text; // what was typed meanwhile stays
  setDraft(socketId, { counter: draft.counter + 1, ...(!draft.keep && sameText && { text: '' }) });
  return true;
}

async function writeOnce(
  actions: Actions,
  socketId: SocketId,
  { bytes }: Composed,
  thenEnd: boolean,
): Promise<SendResult> {
  const data = { socketId, data: toBase64(bytes), encoding: 'base64' };
  if (thenEnd) {
    await actions.call('socket.end', bytes.length > 0 ? data : { socketId });
    return 'sent';
  }
  const { flushed } = await actions.call('socket.write', data);
  return flushed ? 'sent' : 'queued';
}

async function writeMany(
  actions: Actions,
  socketIds: readonly SocketId[],
  draft: Draft,
  composed: Composed,
  thenEnd: boolean,
): Promise<SendResult> {
  // What was previewed is sent: one message, filled once.
  const { repeatId } = await actions.call('repeat.start', {
    socketIds: [...socketIds],
    message: { writes: composed.writes.map(toBase64) },
    times: 1,
    gapMs: draft.gapMs,
    thenEnd,
  });
  void repeatEnded(repeatId).then(({ failures }) => {
    const [first] = failures;
    if (!first || socketIds.length === 1) return;
    notify('problem', `Not sent to ${failures.length} of ${socketIds.length} connections.`, first.failure.message);
  });
  return draft.gapMs > 0 && composed.writes.length > 1 ? 'queued' : 'sent';
}

function noteSent(socketId: SocketId, draft: Draft, { bytes }: Composed, result: SendResult): void {
  const socket = useLab.getState().lab.sockets.get(socketId);
  if (socket)
    rememberSent(endpointOf(socket), { draft: plainDraft(draft), at: Date.now(), bytes: bytes.length, result });
}

/** The draft alone, without what only the Composer knows of it. */
export function plainDraft(draft: Draft): Draft {
  const { mode, text, escapes, encoding, ending, custom, writeAs, everyBytes, gapMs } = draft;
  return { mode, text, escapes, encoding, ending, custom, writeAs, everyBytes, gapMs };
}

/** Whether a socket's other end is outside of this lab. */
export const isOutside = ({ peerSocketId }: Socket) => peerSocketId === undefined;
