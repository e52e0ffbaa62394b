// Packets that nobody has seen and that must have passed: the handshake and the acknowledgement of a FIN
// (RFC 9293 sections 3.5 and 3.6). Drawn on demand only, dashed, and with no claim about their times.
import type { Ends } from './end-instants.ts';
import type { Arrow, Instant, LadderInput, Lane } from './ladder-facts.ts';
import { otherLane } from './ladder-facts.ts';

/** What follows without a time of its own stands right behind what it follows. */
const AFTER_MS = 1e-6;

interface Guess extends Omit<Arrow, 'from' | 'to'> {
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
}

export interface Guesses {
  readonly instants: readonly Instant[];
  readonly arrows: readonly Guess[];
}

/** The inferred packets of a connection; none on a UNIX socket, which has none. */
export function handshakeOf(input: LadderInput, ends: Ends): Guesses {
  const record = (input.client ?? input.server)?.socket;
  if (!record || (record.kind !== 'tcp4' && record.kind !== 'tcp6')) return { instants: [], arrows: [] };
  const instants: Instant[] = [];
  const arrows: Guess[] = [];
  const at = (lane: Lane, time: number): Instant => {
    const source = { kind: 'record', socketId: record.socketId } as const;
    const made: Instant = { at: time, lane, kind: 'inferred', provenance: 'inferred', text: '', bytes: 0, source };
    instants.push(made);
    return made;
  };
  const packet = (lane: Lane, from: Instant | undefined, to: Instant | undefined, label: string) =>
    arrows.push({ kind: 'handshake', lane, from, to, bytes: 0, provenance: 'inferred', label });

  const { client, server } = ends;
  if (client && record.origin !== 'wrapped') {
    const syn = at('client', client.attemptAt);
    const { connect } = client;
    const refused = input.client?.socket.close?.cause === 'refused' ? client.close : undefined;
    const answer = connect ?? refused;
    if (answer) {
      const arrived = at('server', (client.attemptAt + answer.at) / 2);
      packet('client', syn, arrived, 'SYN');
      packet('server', arrived, answer, connect ? 'SYN+ACK' : 'RST');
      if (connect) {
        const accepted = server && server.begin.at >= connect.at ? server.begin : at('server', connect.at + AFTER_MS);
        packet('client', connect, accepted, 'ACK');
      }
    } else packet('client', syn, undefined, 'SYN');
  } else if (server) {
    const time = server.begin.at;
    const [syn, arrived, back] = [at('client', time), at('server', time), at('client', time)];
    packet('client', syn, arrived, 'SYN');
    packet('server', arrived, back, 'SYN+ACK');
    packet('client', back, server.begin, 'ACK');
  }
  for (const lane of ['client', 'server'] as const) {
    const fin = ends[lane]?.fin;
    if (!fin || !ends[otherLane(lane)]?.finReceived) continue;
    packet(otherLane(lane), at(otherLane(lane), fin.at + AFTER_MS), at(lane, fin.at + 2 * AFTER_MS), 'ACK of FIN');
  }
  return { instants, arrows };
}
