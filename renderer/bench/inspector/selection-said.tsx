// What happens to the selected connection, for those who listen to the page (ux.md 7.4).
import { useEffect, useRef, useState } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatCounted } from '../../../shared/format.ts';
import { stateDetail, stateWords } from '../../../shared/model/state-words.ts';
import { onPaint } from '../../state/clock.ts';
import { useSettings } from '../../state/settings.ts';

/** A summary at most this often. */
const SUMMARY_EVERY_MS = 5_000;

interface Ends {
  readonly client: Socket | undefined;
  readonly server: Socket | undefined;
}

/** Says changes of state at once, and a summary of what has passed where that is wanted. */
export function SelectionSaid({ client, server }: Ends) {
  const announce = useSettings((s) => s.announce);
  const [said, setSaid] = useState('');
  const now = stateSentence({ client, server });
  const before = useRef(now);
  useEffect(() => {
    if (announce !== 'off' && now !== before.current) setSaid(now);
    before.current = now;
  }, [announce, now]);
  const ends = useRef<Ends>({ client, server });
  ends.current = { client, server };
  useEffect(() => {
    if (announce !== 'summary') return;
    let at = performance.now();
    let last = countsOf(ends.current);
    return onPaint(() => {
      if (performance.now() - at < SUMMARY_EVERY_MS) return;
      at = performance.now();
      const next = countsOf(ends.current);
      const sentence = summarySentence(last, next);
      last = next;
      if (sentence !== '') setSaid(sentence);
    });
  }, [announce]);
  return (
    <p className="visually-hidden" role="status" data-testid="selection-said">
      {said}
    </p>
  );
}

function stateSentence({ client, server }: Ends): string {
  return [end('Client', client), end('Server', server)].filter((part) => part !== '').join(' ');
}

function end(name: string, socket: Socket | undefined): string {
  if (!socket) return '';
  const failure = socket.close?.failure?.message;
  return `${name}: ${stateWords[socket.state]}. ${failure ?? `${stateDetail(socket)}.`}`;
}

interface Passed {
  readonly id: string;
  readonly received: number;
  readonly receivedBytes: number;
  readonly sent: number;
}

/** What has passed, as one end of ours sees it: the client's where it is ours. */
function countsOf({ client, server }: Ends): Passed {
  const socket = client ?? server;
  return {
    id: `${socket?.socketId} ${socket?.life}`,
    received: socket?.counts.chunksReceived ?? 0,
    receivedBytes: socket?.counts.bytesRead ?? 0,
    sent: socket?.counts.chunksSent ?? 0,
  };
}

/** What is new since the last summary; empty when nothing is, or when another connection has been selected. */
export function summarySentence(before: Passed, now: Passed): string {
  if (before.id !== now.id) return '';
  const [received, sent] = [now.received - before.received, now.sent - before.sent];
  const chunks = (count: number) => formatCounted(count, 'chunk');
  return [
    received > 0 && `${chunks(received)} received, ${formatBytes(now.receivedBytes - before.receivedBytes)}.`,
    sent > 0 && `${chunks(sent)} sent.`,
  ]
    .filter((part) => part !== false)
    .join(' ');
}
