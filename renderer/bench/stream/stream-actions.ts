// What can be done with bytes of the Stream: fetch, copy, save, send again, keep or only count.
import { fromBase64, toBase64 } from '../../../shared/bytes.ts';
import { concat } from '../../../shared/compose/split.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { CapturedChunk } from '../../../shared/contract/methods/tools.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { draftOfBytes } from '../../../shared/copy-as/composer-content.ts';
import type { Copied, CopyFormat } from '../../../shared/copy-as/format.ts';
import { formatBytes } from '../../../shared/format.ts';
import type { BytePlace } from '../../../shared/text/find.ts';
import type { Actions } from '../../actions/actions.ts';
import { setDraft } from '../../state/drafts.ts';
import { connectionNow, useLab } from '../../state/lab-store.ts';
import { type End, notify } from '../../state/view-store.ts';
import { shownStream } from './stream-shown.ts';
import { directionOf, spanOf, useStreamState, wantedChunks } from './stream-state.ts';

const PAGE_BYTES = 1024 * 1024;
/** More than this is saved, not copied. */
const MOST_COPIED = 8 * 1024 * 1024;

interface Span {
  readonly from: BytePlace;
  readonly to: BytePlace;
}

/** What copying acts on: the selection, or the chunk at the cursor. */
export function actedOn(): Span | undefined {
  const { selection, cursor } = useStreamState.getState();
  const span = spanOf(selection);
  if (span) return span;
  if (cursor === undefined) return undefined;
  return { from: { index: cursor, offset: 0 }, to: { index: cursor, offset: Number.MAX_SAFE_INTEGER } };
}

/** The chunks of a span, cut at its ends; fetched from the engine, so that nothing need be loaded here. */
async function chunksOf(span: Span, only: ReturnType<typeof wantedChunks>): Promise<CapturedBytes[]> {
  const stream = shownStream();
  if (!stream) return [];
  const { actions, socket } = stream;
  const found: CapturedBytes[] = [];
  for (let from = span.from.index; from <= span.to.index; ) {
    const page = await actions.call('capture.read', {
      socketId: socket.socketId,
      from,
      limit: 1_000,
      maxBytes: PAGE_BYTES,
      ...(only && { only }),
    });
    if (page.chunks.length === 0) break;
    for (const chunk of page.chunks) {
      if (chunk.index > span.to.index) return found;
      const bytes = fromBase64(chunk.data);
      const start = chunk.index === span.from.index ? span.from.offset : 0;
      const end = chunk.index === span.to.index ? span.to.offset : bytes.length;
      if (start < end) found.push({ chunk, bytes: bytes.subarray(start, end) });
    }
    from = page.next;
  }
  return found;
}
interface CapturedBytes {
  readonly chunk: CapturedChunk;
  readonly bytes: Uint8Array;
}

const everything: Span = { from: { index: 0, offset: 0 }, to: { index: Number.MAX_SAFE_INTEGER, offset: 0 } };

/** Bytes ready for a copy format. */
async function copiedOf(span: Span, whole: boolean): Promise<Copied> {
  const socket = shownStream()?.socket;
  const { filter } = useStreamState.getState();
  const origin = socket?.origin ?? 'dialled';
  const found = await chunksOf(whole ? everything : span, whole ? undefined : wantedChunks(filter, origin));
  return {
    chunks: found.map(({ chunk, bytes }) => ({ speaker: speakerOf(chunk.direction, origin), at: chunk.at, bytes })),
    bytes: concat(found.map(({ bytes }) => bytes)),
    target: socket ? serverAddress(socket) : null,
  };
}
export const speakerOf = (direction: 'received' | 'sent', origin: Socket['origin']): End =>
  (origin === 'accepted') === (direction === 'received') ? 'client' : 'server';

/** Where the server of a connection is, as `server.address()` would say it. */
export function serverAddress({ origin, local, remote }: Socket): Copied['target'] {
  const end = origin === 'accepted' ? local : remote;
  if (!end) return null;
  return 'path' in end ? end.path : end;
}

/** Copies what is selected, or the chunk at the cursor. Says what it did. */
export async function copyAs(format: CopyFormat): Promise<void> {
  const span = actedOn();
  const actions = shownStream()?.actions;
  if (!actions || (!span && !format.wholeConnection)) return;
  await actions.caller.forWindow(async () => {
    const copied = await copiedOf(span ?? everything, format.wholeConnection === true);
    const why = format.unavailable?.(copied);
    if (why !== undefined) return notify('problem', `“${format.title}” cannot be made of this.`, why);
    if (copied.bytes.length > MOST_COPIED) {
      return notify(
        'problem',
        'This is too much for the clipboard.',
        `${formatBytes(copied.bytes.length)}; save it as a file.`,
      );
    }
    await navigator.clipboard.writeText(format.make(copied));
    notify('info', `Copied ${formatBytes(copied.bytes.length)} as ${format.title}.`);
  });
}

/** Saves raw bytes: of the selection, or of everything one side has said that is kept. */
export async function saveBytes(what: 'selection' | End): Promise<void> {
  const stream = shownStream();
  const span = what === 'selection' ? actedOn() : everything;
  if (!stream || !span) return;
  const { socket, actions } = stream;
  await actions.caller.forWindow(async () => {
    const { filter } = useStreamState.getState();
    const only =
      what === 'selection' ? wantedChunks(filter, socket.origin) : { direction: directionOf(what, socket.origin) };
    const found = await chunksOf(span, only);
    const name = `connection-${connectionNow(socket.socketId)?.id ?? socket.socketId}-${what}.bin`;
    download(
      name,
      found.map(({ bytes }) => bytes as Uint8Array<ArrayBuffer>),
    );
  });
}

function download(name: string, parts: Uint8Array<ArrayBuffer>[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Sends the chunk at the cursor again, from the end that sent it; undefined and the reason when it is not one of ours. */
export function senderAgain(): { socketId: SocketId; index: number } | string {
  const stream = shownStream();
  const { cursor } = useStreamState.getState();
  if (!stream || cursor === undefined) return 'No chunk is chosen';
  const item = stream.model.view().items.find((one) => one.kind === 'chunk' && one.index === cursor);
  if (item?.kind !== 'chunk') return 'The chunk is out of view';
  if (item.direction === 'sent') return { socketId: stream.socket.socketId, index: cursor };
  const peer = stream.socket.peerSocketId;
  const known = peer === undefined ? undefined : useLab.getState().lab.sockets.get(peer);
  return known ? { socketId: known.socketId, index: cursor } : 'The end that sent it is not ours';
}
export async function sendAgain(): Promise<void> {
  const sender = senderAgain();
  const stream = shownStream();
  if (typeof sender === 'string' || !stream) return;
  const { actions } = stream;
  await actions.caller.forSocket(sender.socketId, async () => {
    const { index } = sender;
    const span = { from: { index, offset: 0 }, to: { index, offset: Number.MAX_SAFE_INTEGER } };
    const found = await chunksOf(span, undefined);
    const data = toBase64(concat(found.map(({ bytes }) => bytes)));
    await actions.call('socket.write', { socketId: sender.socketId, data, encoding: 'base64' });
  });
}

/** The bytes acted on as a draft, for the Composer or for a snippet. */
export function draftOfActedOn(): Promise<ReturnType<typeof draftOfBytes> | undefined> {
  const span = actedOn();
  const actions = shownStream()?.actions;
  if (!span || !actions) return Promise.resolve(undefined);
  return actions.caller.forWindow(async () => draftOfBytes((await copiedOf(span, false)).bytes));
}
export async function putIntoComposer(): Promise<void> {
  const draft = await draftOfActedOn();
  const socketId = shownStream()?.socket.socketId;
  if (!draft || socketId === undefined) return;
  setDraft(socketId, { ...draft, fresh: true });
}

/** Keeps payload, or only counts, on both ends of a connection from now on. */
export async function keepPayload(actions: Actions, socket: Socket, keep: 'all' | 'counts'): Promise<void> {
  const ids = [socket.socketId, ...(socket.peerSocketId === undefined ? [] : [socket.peerSocketId])];
  await actions.caller.forWindow(async () => {
    for (const socketId of ids) {
      if (useLab.getState().lab.sockets.has(socketId)) await actions.call('capture.configure', { socketId, keep });
    }
  });
  await shownStream()?.model.poke();
}
