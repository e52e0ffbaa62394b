// `text:` and `hex:` in a filter: the engine is asked which connections hold them, anew while bytes go on moving.
import { toBase64, utf8 } from '../../../shared/bytes.ts';
import { parseHex } from '../../../shared/compose/hex.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { PAYLOAD_BYTES } from '../../../shared/filters/keys.ts';
import { asksPayload, payloadQuestion } from '../../../shared/filters/match.ts';
import { type FilterToken, parseFilter } from '../../../shared/filters/parse.ts';
import { failureFrom } from '../../actions/caller.ts';
import { isFrozen } from '../../state/freeze.ts';
import { useLab } from '../../state/lab-store.ts';
import type { LabSession } from '../../state/session.ts';
import { useGrid } from './grid-store.ts';

const AGAIN_MS = 2_000;

/** Keeps the answers to payload tokens fresh as long as the grid is there; returns its undo. */
export function keepPayloadAnswered(session: LabSession): () => void {
  let asking = false;
  let stopped = false;
  /** Chunks each socket had when it was last looked at, for the questions of that time. */
  let looked = new Map<SocketId, number>();
  let questions = '';

  const look = async () => {
    const tokens = parseFilter(useGrid.getState().filter).filter(asksPayload);
    const now = tokens.map(payloadQuestion).join('\n');
    if (now !== questions) {
      questions = now;
      looked = new Map();
      useGrid.setState({ payload: undefined });
    }
    if (tokens.length === 0 || asking || isFrozen() || useLab.getState().link !== 'live') return;
    const changed = changedSince(looked);
    if (changed.length === 0 && useGrid.getState().payload) return;
    asking = true;
    try {
      await ask(session, tokens, changed);
    } catch (error) {
      looked = new Map();
      useGrid.setState({
        payload: { hits: new Map(), searched: 0, incomplete: 0, problem: failureFrom(error).message },
      });
    } finally {
      asking = false;
    }
    if (!stopped && questions !== currentQuestions()) void look();
  };
  const off = useGrid.subscribe((a, b) => {
    if (a.filter !== b.filter) void look();
  });
  const timer = setInterval(() => void look(), AGAIN_MS);
  void look();
  return () => {
    stopped = true;
    clearInterval(timer);
    off();
  };
}

const currentQuestions = () =>
  parseFilter(useGrid.getState().filter).filter(asksPayload).map(payloadQuestion).join('\n');

/** Asks about the sockets that have moved chunks, and puts the answers with those there are. */
async function ask(session: LabSession, tokens: readonly FilterToken[], changed: readonly SocketId[]): Promise<void> {
  const before = useGrid.getState().payload;
  const fresh = new Set(changed);
  const hits = new Map<string, ReadonlySet<SocketId>>();
  let [searched, incomplete] = [before?.searched ?? 0, before?.incomplete ?? 0];
  for (const token of tokens) {
    const question = payloadQuestion(token);
    const answer = await session.call('capture.search', {
      patterns: token.values.map((value) => patternOf(token.key, value)),
      lastBytes: PAYLOAD_BYTES,
      ...(before && { socketIds: [...changed] }),
    });
    const others = [...(before?.hits.get(question) ?? [])].filter((id) => !fresh.has(id));
    hits.set(question, new Set([...others, ...answer.socketIds]));
    if (!before) ({ searched, incomplete } = answer);
  }
  if (tokens.map(payloadQuestion).join('\n') === currentQuestions()) {
    useGrid.setState({ payload: { hits, searched, incomplete } });
  }
}

function patternOf(key: string, value: string): string {
  const hex = key === 'hex' ? parseHex(value) : undefined;
  return toBase64(hex?.ok ? hex.bytes : utf8(value));
}

/** The sockets whose captures have grown since they were last looked at; notes that they are looked at now. */
function changedSince(looked: Map<SocketId, number>): SocketId[] {
  const changed: SocketId[] = [];
  for (const [id, { counts, life }] of useLab.getState().lab.sockets) {
    const mark = life * 1e9 + counts.chunksReceived + counts.chunksSent;
    if (looked.get(id) === mark) continue;
    looked.set(id, mark);
    changed.push(id);
  }
  return changed;
}
