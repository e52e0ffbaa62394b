// Stretches of a lifeline: not reading, write() = false until drain, a FIN that waits, a connection that waits in the queue.
import { formatDuration } from '../../format.ts';
import type { Ends, PositionOf } from './end-instants.ts';
import type { Instant, InstantKind, LadderInput, Lane, Span, SpanKind } from './ladder-facts.ts';

/** A shorter wait in the accept queue is not worth a mark: every connection has it. */
const WORTH_SAYING_MS = 20;

interface Rule {
  readonly kind: Exclude<SpanKind, 'accept-queue'>;
  readonly opens: InstantKind;
  readonly closes: ReadonlySet<InstantKind>;
}

const over = ['close', 'rst', 'rst-received'] as const;
const rules: readonly Rule[] = [
  { kind: 'not-reading', opens: 'paused', closes: new Set<InstantKind>(['resumed', ...over]) },
  { kind: 'backpressure', opens: 'backpressure', closes: new Set<InstantKind>(['drain', 'fin', ...over]) },
  { kind: 'fin-waiting', opens: 'fin-waiting', closes: new Set<InstantKind>(['fin', ...over]) },
];

/** All spans, by lane and kind in the order of time. */
export function spansOf(
  input: LadderInput,
  ends: Ends,
  instants: readonly Instant[],
  positionOf: PositionOf,
): readonly Span[] {
  const spans: Span[] = [];
  for (const lane of ['client', 'server'] as const) {
    const end = ends[lane];
    if (!end) continue;
    for (const rule of rules) spans.push(...spansOfRule(rule, lane, instants, pausedFromStart(input, lane)));
  }
  const [connected, accepted] = [ends.client?.connect, ends.server?.begin];
  if (connected && accepted && accepted.at - connected.at >= WORTH_SAYING_MS) {
    spans.push({
      kind: 'accept-queue',
      lane: 'server',
      from: positionOf(connected),
      to: positionOf(accepted),
      text: `in the accept queue ${formatDuration(accepted.at - connected.at)}`,
      provenance: 'inferred',
    });
  }
  return spans;
}

/** Whether this end began with its reading stopped, which its record says and no event. */
function pausedFromStart(input: LadderInput, lane: Lane): boolean {
  const end = input[lane];
  if (!end) return false;
  const first = end.events.find(({ event }) => event.type === 'socket.paused' || event.type === 'socket.resumed');
  return first ? first.event.type === 'socket.resumed' : end.socket.paused;
}

function spansOfRule(
  { kind, opens, closes }: Rule,
  lane: Lane,
  instants: readonly Instant[],
  fromStart: boolean,
): readonly Span[] {
  const spans: Span[] = [];
  let open = kind === 'not-reading' && fromStart ? instants.findIndex((i) => i.lane === lane) : -1;
  const close = (to: number) => {
    const [from, until] = [instants[open], instants[to]];
    const lasted = from && until ? ` ${formatDuration(until.at - from.at)}` : '';
    spans.push({ kind, lane, from: open, to, text: `${spanWords[kind]}${lasted}`, provenance: 'observed' });
    open = -1;
  };
  for (const [i, instant] of instants.entries()) {
    if (instant.lane !== lane) continue;
    if (instant.kind === opens && open < 0) open = i;
    else if (open >= 0 && closes.has(instant.kind)) close(i);
  }
  if (open >= 0) close(-1);
  return spans;
}

export const spanWords: Readonly<Record<SpanKind, string>> = {
  'not-reading': 'not reading',
  backpressure: 'write() = false',
  'fin-waiting': 'FIN waits',
  'accept-queue': 'in the accept queue',
};
