// The words for a state (`ux.md` 2.2): the one in the chip, and the line below it that says more.
import { assertNever } from '../assert-never.ts';
import type { Socket, SocketState } from '../contract/records.ts';
import { formatBytes, formatDuration } from '../format.ts';
import { bytesHeldBack } from './ledger.ts';
import { closerWords } from './who-closed.ts';

export const stateWords: Readonly<Record<SocketState, string>> = {
  created: 'Not dialled',
  connecting: 'Connecting',
  open: 'Open',
  'receive-only': 'Receive-only',
  'send-only': 'Send-only',
  closing: 'Closing',
  closed: 'Closed',
  reset: 'Reset',
  refused: 'Refused',
  'timed-out': 'Timed out',
  failed: 'Failed',
  'broken-pipe': 'Broken pipe',
  'turned-away': 'Turned away',
};

/** How strongly a state's chip is drawn: plain, outlined (attention), solid (failure). The third sign beside word and glyph. */
export type ChipStyle = 'plain' | 'outlined' | 'solid';
/** The colour token of a state; never the only sign. */
export type StateTone = 'open' | 'progress' | 'closed' | 'attn' | 'fail';

export function chipOf(state: SocketState): { readonly style: ChipStyle; readonly tone: StateTone } {
  switch (state) {
    case 'open':
    case 'receive-only':
    case 'send-only':
      return { style: 'plain', tone: 'open' };
    case 'created':
    case 'connecting':
    case 'closing':
      return { style: 'plain', tone: 'progress' };
    case 'closed':
      return { style: 'plain', tone: 'closed' };
    case 'turned-away':
      return { style: 'outlined', tone: 'attn' };
    case 'reset':
    case 'refused':
    case 'timed-out':
    case 'failed':
    case 'broken-pipe':
      return { style: 'solid', tone: 'fail' };
    default:
      return assertNever(state);
  }
}

/** The line below the state word, from the end's own facts. */
export function stateDetail(socket: Socket): string {
  const { state, close, connectedAt } = socket;
  switch (state) {
    case 'created':
      return 'Made, and not dialled yet';
    case 'connecting':
      return connectingDetail(socket);
    case 'open':
      return 'Both directions open';
    case 'receive-only':
      return 'Half-closed · this end finished sending';
    case 'send-only':
      return 'Half-closed · the peer finished sending';
    case 'closing':
      return closingDetail(socket);
    case 'closed':
      return closedDetail(socket);
    case 'reset':
      return close?.cause === 'local-reset' ? 'You reset it' : 'The peer reset the connection';
    case 'refused':
      return 'Nothing is listening there';
    case 'timed-out':
      return connectedAt === undefined ? 'No answer' : 'The peer stopped acknowledging';
    case 'failed':
      return close?.failure?.message ?? 'Something failed';
    case 'broken-pipe':
      return 'Written after the peer was gone';
    case 'turned-away':
      return 'The server is full (maxConnections)';
    default:
      return assertNever(state);
  }
}

function connectingDetail({ kernel }: Socket): string {
  if (kernel?.state !== 'SYN_SENT') return 'No answer yet';
  return `SYN sent, no answer yet${kernel.retransmits ? ` · retry ${kernel.retransmits}` : ''}`;
}

function closingDetail(socket: Socket): string {
  const heldBack = bytesHeldBack(socket);
  return heldBack === undefined ? 'Waiting for the end' : `Flushing ${formatBytes(heldBack)}, then FIN`;
}

function closedDetail({ close, connectedAt, closedAt }: Socket): string {
  const lasted =
    connectedAt !== undefined && closedAt !== undefined ? ` · ${formatDuration(closedAt - connectedAt)}` : '';
  if (close?.cause === 'peer-gone') return `Peer gone${lasted} · Node saw an end, the kernel had no connection left`;
  const how =
    close?.cause === 'timeout'
      ? 'Closed by the idle timeout'
      : close?.cause === 'local-destroy'
        ? 'Closed here'
        : 'Finished';
  return `${how}${lasted} · first: ${closerWords[close?.first ?? 'unknown']}`;
}
