import type { KernelRow } from '../../../shared/contract/kernel.ts';
import { column, NONE, ROW_WIDTH, stateOfNumber, timerOfNumber } from './protocol.ts';

/** One row of a look as the contract shows it; undefined when the kernel has no such row. */
export function decodeRow(numbers: Float64Array, start: number, sampledAt: number): KernelRow | undefined {
  const told = (field: number) => {
    const value = numbers[start + field] ?? NONE;
    return value === NONE ? null : value;
  };
  const state = stateOfNumber(told(column.state) ?? NONE);
  if (!state) return undefined;
  const peerState = stateOfNumber(told(column.peerState) ?? NONE);
  return {
    state,
    sendQueue: told(column.sendQueue),
    receiveQueue: told(column.receiveQueue),
    timer: timerOfNumber(told(column.timer) ?? NONE) ?? null,
    timerMs: told(column.timerMs),
    retransmits: told(column.retransmits),
    probes: told(column.probes),
    inode: told(column.inode),
    sampledAt,
    provenance: 'sampled',
    ...(peerState && {
      peer: {
        state: peerState,
        sendQueue: told(column.peerSendQueue),
        receiveQueue: told(column.peerReceiveQueue),
        inAcceptQueue: told(column.peerInQueue) === 1,
      },
    }),
  };
}

/** What is said of a socket the kernel has no row for: it has closed it (net-behaviours B1). */
export function closedRow(sampledAt: number): KernelRow {
  return {
    state: 'CLOSE',
    sendQueue: 0,
    receiveQueue: 0,
    timer: 'off',
    timerMs: 0,
    retransmits: 0,
    probes: 0,
    inode: 0,
    sampledAt,
    provenance: 'inferred',
  };
}

/** The ids of the rows of a look, each with where its numbers begin. */
export function* rowsOf(numbers: Float64Array): Generator<readonly [id: number, start: number]> {
  for (let start = 0; start < numbers.length; start += ROW_WIDTH) yield [numbers[start] ?? 0, start];
}
