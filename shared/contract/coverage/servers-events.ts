import type { CoverageRow } from './row.ts';

/** Rows S57-S64: what a server reports. */
export const eventRows: readonly CoverageRow[] = [
  {
    id: 'S57',
    element: 'event ‘close’',
    since: '0.5.0',
    status: 'implemented',
    how: '`server.close`, after the last connection has ended; then the state is `stopped`.',
    tests: ['S42 S57 close keeps connections, refuses new ones, and is reported after the last has ended'],
  },
  {
    id: 'S58',
    element: 'event ‘connection’',
    since: '0.1.90',
    status: 'implemented',
    how: '`socket.created` with both addresses, read while they exist, then `server.connection`.',
    tests: [
      'S49 S58 S53 S54 an accepted connection: created, then reported by its server, and counted',
      'S58 many at once: every connection becomes a row',
    ],
  },
  {
    id: 'S59',
    element: 'event ‘error’, not followed by ‘close’',
    since: '0.1.90',
    status: 'implemented',
    how: '`server.error {failure}`; the state is `failed`, the server can listen again, and no close is made up.',
    tests: ['S27 S59 after a refusal the server is failed, keeps its definition and listens again'],
  },
  {
    id: 'S60',
    element: 'event ‘listening’',
    since: '0.1.90',
    status: 'implemented',
    how: '`server.listening {address}`.',
    tests: ['S15 S60 listening: binding, then the address; both forms of the call'],
  },
  {
    id: 'S61',
    element: 'event ‘drop’',
    since: '18.6, 16.17',
    status: 'implemented',
    how: '`server.drop` with the six fields of Node, none for UNIX sockets; counted in `dropped`; a client of our own is `turned-away`.',
    tests: [
      'S61 drop: the addresses of the dropped connection; our own client was turned away',
      'S61 drop on a UNIX socket: no addresses, and none are made up',
    ],
  },
  {
    id: 'S62',
    element: 'async iterator over connections, net/promises, transfer to workers',
    since: 'unreleased',
    status: 'not-applicable',
    how: 'Not offered.',
    tests: [],
    reason: 'Not in any version of Node the app runs on.',
  },
  {
    id: 'S63',
    element: 'captureRejections for async listeners',
    since: '12',
    status: 'not-applicable',
    how: 'The engine’s listeners are its own and never return a promise.',
    tests: [],
    reason: 'No scripts of users run inside the engine.',
  },
  {
    id: 'S64',
    element: 'EMFILE while accepting',
    status: 'implemented',
    how: '`lab.stats` gives open descriptors and their limit, also when none is left; the status bar warns before. Node itself reports nothing.',
    tests: [
      'S64 B38 out of descriptors: clients see connect and end, the server hears nothing, the stats tell, the engine lives',
    ],
  },
];
