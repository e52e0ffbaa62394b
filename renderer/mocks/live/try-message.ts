// From a received chunk to the message that was complete with it, for the test bench and Explain.
import { fromBase64, toBase64 } from '../../../shared/bytes.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { Framer } from '../../../shared/mocks/framing/framer.ts';
import type { Message } from '../../../shared/mocks/message.ts';
import type { Mock } from '../../../shared/mocks/mock.ts';
import type { Actions } from '../../actions/actions.ts';
import { useLab } from '../../state/lab-store.ts';
import { mockNow } from '../mock-edits.ts';
import { tryOut, wantRule } from '../mocks-store.ts';
import { addRule } from '../rule-edits.ts';
import { exactly } from './matchers-of.ts';

/** As many chunks before one are read to find where its message began. */
const LOOK_BACK = 200;

/** Puts the message of a received chunk on the test bench of the socket's server. Answers why that cannot be. */
export async function tryMessageOf(
  actions: Actions,
  socketId: SocketId,
  chunkIndex: number,
): Promise<string | undefined> {
  const serverId = useLab.getState().lab.sockets.get(socketId)?.serverId;
  if (serverId === undefined) return 'It was not received by a server of this lab.';
  const bytes = await actions.caller.forWindow(() => messageAt(actions, socketId, chunkIndex, mockNow(serverId)));
  if (!bytes) return 'The bytes of this message are no longer kept.';
  tryOut({ data: toBase64(bytes), from: { socketId, chunkIndex } });
  return undefined;
}

/** Adds a rule for messages like that of a received chunk; where no framing is chosen, the choice comes first. */
export async function makeRuleOf(actions: Actions, socketId: SocketId, chunkIndex: number): Promise<void> {
  const serverId = useLab.getState().lab.sockets.get(socketId)?.serverId;
  if (serverId === undefined) return;
  const mock = mockNow(serverId);
  const bytes = await actions.caller.forWindow(() => messageAt(actions, socketId, chunkIndex, mock));
  if (!bytes) return;
  if (mock.framing) addRule(actions, serverId, { when: exactly(bytes) });
  else wantRule(true);
}

/** The last message that was complete with a chunk; the chunk itself where none was. */
async function messageAt(
  actions: Actions,
  socketId: SocketId,
  index: number,
  { framing }: Mock,
): Promise<Uint8Array | undefined> {
  const from = Math.max(0, index - LOOK_BACK);
  const { chunks } = await actions.call('capture.read', {
    socketId,
    from,
    limit: index - from + 1,
    maxBytes: 8 * 1024 * 1024,
  });
  const last = chunks.find((chunk) => chunk.index === index);
  if (!last) return undefined;
  const framer = framing && new Framer(framing);
  let messages: readonly Message[] = [];
  for (const { direction, life, data } of chunks) {
    if (direction === 'received' && life === last.life && framer) messages = framer.push(fromBase64(data));
  }
  // A silence or the peer's end may complete what is left.
  if (framer && messages.length === 0) messages = [...framer.quiet(), ...framer.finish().messages];
  return messages.at(-1)?.bytes ?? fromBase64(last.data);
}
