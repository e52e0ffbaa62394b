// Arrows that were seen: writes and the reads they became, FIN and RST.
import type { EndInstants, Ends, PositionOf } from './end-instants.ts';
import {
  type Arrow,
  type LadderChunk,
  type LadderEnd,
  type LadderInput,
  type Lane,
  otherLane,
} from './ladder-facts.ts';
import { matchRanges } from './match.ts';

/** All observed arrows; those of one direction stand together, in the order of both their ends. */
export function arrowsOf(input: LadderInput, ends: Ends, positionOf: PositionOf): Arrow[] {
  const arrows: Arrow[] = [];
  for (const lane of ['client', 'server'] as const) {
    const from = ends[lane];
    const to = ends[otherLane(lane)];
    arrows.push(...dataArrows(lane, input, ends, positionOf));
    arrows.push(...endArrows(lane, from, to, positionOf));
  }
  return arrows;
}

const none: readonly LadderChunk[] = [];
const chunksOf = (end: LadderEnd | undefined, direction: 'sent' | 'received') =>
  end ? end.chunks.filter((chunk) => chunk.direction === direction) : none;

/** Bytes from `lane` to the other one. */
function dataArrows(lane: Lane, input: LadderInput, ends: Ends, positionOf: PositionOf): Arrow[] {
  const sent = chunksOf(input[lane], 'sent');
  const received = chunksOf(input[otherLane(lane)], 'received');
  const writes = ends[lane]?.writes ?? [];
  const reads = ends[otherLane(lane)]?.reads ?? [];
  const both = ends.client !== undefined && ends.server !== undefined;
  const arrow = (from: number, to: number, bytes: number): Arrow => ({
    kind: 'data',
    lane,
    from,
    to,
    bytes,
    provenance: 'observed',
    label: '',
  });
  const arrows: Arrow[] = [];
  let [nextSent, nextReceived, sentDone, receivedDone] = [0, 0, 0, 0];
  // What of a chunk no match covers stands open: not read (yet), or written by a peer or in a chunk that is not kept.
  const leaveOpen = (uptoSent: number, uptoReceived: number) => {
    for (; nextSent < uptoSent; nextSent++, sentDone = 0) {
      const rest = (sent[nextSent]?.size ?? 0) - sentDone;
      if (rest > 0) arrows.push(arrow(positionOf(writes[nextSent]), -1, rest));
    }
    for (; nextReceived < uptoReceived; nextReceived++, receivedDone = 0) {
      const rest = (received[nextReceived]?.size ?? 0) - receivedDone;
      if (rest > 0) arrows.push(arrow(-1, positionOf(reads[nextReceived]), rest));
    }
  };
  for (const match of both ? matchRanges(sent, received) : []) {
    leaveOpen(match.sent, match.received);
    arrows.push(arrow(positionOf(writes[match.sent]), positionOf(reads[match.received]), match.bytes));
    sentDone += match.bytes;
    receivedDone += match.bytes;
  }
  leaveOpen(sent.length, received.length);
  return arrows;
}

/** FIN and RST from `from` to `to`. */
function endArrows(
  lane: Lane,
  from: EndInstants | undefined,
  to: EndInstants | undefined,
  positionOf: PositionOf,
): Arrow[] {
  const arrows: Arrow[] = [];
  const one = { lane, bytes: 0 } as const;
  if (from?.fin || to?.finReceived) {
    // A close sends FIN too, without a word from Node: that it was this close is inferred.
    const close = from?.close?.kind === 'close' && to?.finReceived && from.close.at <= to.finReceived.at;
    const start = from?.fin ?? (close ? from?.close : undefined);
    const provenance = start?.kind === 'close' ? 'inferred' : 'observed';
    const places = { from: positionOf(start), to: positionOf(to?.finReceived) };
    arrows.push({ ...one, ...places, kind: 'fin', provenance, label: 'FIN' });
  }
  const received = to?.close?.kind === 'rst-received' ? to.close : undefined;
  const wanted = from?.close?.kind === 'rst' ? from.close : undefined;
  if (received || wanted) {
    // A close with unread bytes makes the kernel send RST in place of FIN: that it was this close is inferred.
    const cause = wanted ?? (from?.close && received && from.close.at <= received.at ? from.close : undefined);
    const provenance = wanted ? 'observed' : 'inferred';
    arrows.push({
      ...one,
      kind: 'rst',
      from: positionOf(cause),
      to: positionOf(received),
      provenance: cause ? provenance : 'observed',
      label: 'RST',
    });
  }
  return arrows;
}
