// What the ladder says in words: times, labels of arrows, and the rows of its table.
import { fromBase64 } from '../../bytes.ts';
import { formatBytes, formatCount, formatDuration } from '../../format.ts';
import { previewOf } from '../../text/tokens.ts';
import type { Instant } from './ladder-facts.ts';
import type { Link, Passed, Row } from './rows.ts';
import type { Scene } from './scene.ts';

/** Time since the beginning: `0.000 s`, `12.345 s`, `2:05.120`. */
export function timeText(ms: number): string {
  if (ms < 59_999.5) return `${(ms / 1000).toFixed(3)} s`;
  const minutes = Math.floor(ms / 60_000);
  return `${minutes}:${((ms - minutes * 60_000) / 1000).toFixed(3).padStart(6, '0')}`;
}

/** A measured delay, fine enough for a loopback: `0.21 ms`. */
export const delayText = (ms: number): string => (ms < 9.95 ? `${ms.toFixed(2)} ms` : formatDuration(ms));

/** The first characters of a chunk in quotes, or nothing. */
export function quoted({ data, bytes }: Instant, most = 24): string {
  if (!data) return '';
  const shown = previewOf(fromBase64(data), most);
  return `“${shown}${bytes > shown.length && !shown.endsWith('…') && bytes > most * 3 ? '…' : ''}”`;
}

/** `11 B · “onetwothree”` */
export function chunkText(instant: Instant): string {
  return [formatBytes(instant.bytes), quoted(instant)].filter(Boolean).join(' · ');
}

/** `×128 chunks, 8.4 MB`: what passed in one direction during a run. */
export function passedText({ writes, written, reads, read }: Passed): string {
  if (reads === 0) return `×${formatCount(writes)} written, ${formatBytes(written)}`;
  if (writes === 0) return `×${formatCount(reads)} read, ${formatBytes(read)}`;
  if (writes === reads && written === read) return `×${formatCount(writes)} chunks, ${formatBytes(read)}`;
  const bytes = written === read ? formatBytes(read) : `${formatBytes(written)} → ${formatBytes(read)}`;
  return `×${formatCount(writes)} written → ×${formatCount(reads)} read, ${bytes}`;
}

/** What stands where an arrow does not reach the other lifeline. */
export function openEndText({ lane, leg, toRow, bytes, reaches }: Link, { ladder, live }: Scene): string {
  if (reaches) return reaches;
  const there = ladder.lifelines.find((line) => line.lane !== lane && line.leg === leg);
  if (toRow >= 0 || !there?.ours) return '?';
  return `${formatBytes(bytes)} ${live && there.end < 0 ? 'not read yet' : 'never read'}`;
}

/** Idle time as a break says it. */
export function gapText({ first, last }: Row, { ladder: { instants } }: Scene): string {
  return `≈ ${formatDuration((instants[last]?.at ?? 0) - (instants[first]?.at ?? 0))}`;
}

/** What an instant is, for the table, a summary and a reader: not what its arrow says. */
export function whatText(instant: Instant): string {
  switch (instant.kind) {
    case 'write':
      return `write ${quoted(instant)}`.trim();
    case 'data':
      return `data ${quoted(instant)}`.trim();
    case 'fin':
      return 'finishes sending (FIN)';
    case 'fin-received':
      return 'end: the peer has finished sending';
    case 'rst':
      return `RST: ${instant.text}`;
    case 'inferred':
      return 'packet';
    default:
      return instant.text;
  }
}

/** Stands beside the legend, always: what the arrows are and are not. */
export const legendSentence = 'Arrows are program writes and reads, not packets.';
