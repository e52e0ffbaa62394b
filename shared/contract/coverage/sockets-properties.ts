import type { CoverageRow } from './row.ts';

const open = 'K42 K43 K44 K45 K46 K50 K51 K54 K55 K58 the properties of an open TCP socket';
const closed = 'K42 K43 K45 K53 K54 K55 the properties after close, as far as Node still has them';

/** Rows K42-K58: what can be asked of a socket. */
export const propertyRows: readonly CoverageRow[] = [
  {
    id: 'K42',
    element: 'socket.address()',
    status: 'implemented',
    how: '`socket.inspect` → `address`, `{}` where Node has none; the record’s `local` keeps it after close.',
    tests: [open, closed, 'K42 K46 a UNIX socket has no addresses'],
  },
  {
    id: 'K43',
    element: 'localAddress, localPort',
    since: '0.9.6',
    status: 'implemented',
    how: '`socket.inspect`, and `local` of the record, noted when the connection was there.',
    tests: [open, closed, 'K4 K33 connect tells both addresses, and the kind is read off them'],
  },
  {
    id: 'K44',
    element: 'localFamily',
    since: '18.8.0',
    status: 'implemented',
    how: '`socket.inspect`, and `local.family` of the record.',
    tests: [open],
  },
  {
    id: 'K45',
    element: 'remoteAddress, remotePort',
    since: '0.5.10',
    status: 'implemented',
    how: '`socket.inspect`, and `remote` of the record, which stays after close although Node’s own vanishes.',
    tests: [open, closed],
  },
  {
    id: 'K46',
    element: 'remoteFamily',
    since: '0.11.14',
    status: 'implemented',
    how: '`socket.inspect`, and `remote.family` of the record; a UNIX socket has none.',
    tests: [open, 'K42 K46 a UNIX socket has no addresses'],
  },
  {
    id: 'K47',
    element: 'autoSelectFamilyAttemptedAddresses',
    since: '18.18.0',
    status: 'implemented',
    how: '`socket.inspect`, null with a single address.',
    tests: [
      'K21 K29 K31 K47 Happy Eyeballs: one look-up an address, a failed attempt, then the next one connects',
      'K18 K29 the hosts table answers for its names, in any case of letters, and the look-up is reported',
    ],
  },
  {
    id: 'K48',
    element: 'bufferSize (deprecated)',
    since: '0.3.8',
    status: 'implemented',
    how: '`socket.inspect`, beside `writableLength`; the engine writes bytes, so both count bytes; null without a handle.',
    tests: [
      'K48 K51 B25 bufferSize and writableLength count what is queued, bytesWritten all that was accepted',
      'K2 K45 K55 a created row: no connection, no descriptor, and its own word although Node says open',
    ],
  },
  {
    id: 'K49',
    element: 'throttling a growing bufferSize with pause() and resume()',
    status: 'implemented',
    how: 'Event `socket.backpressure` and `needDrain` of the record say when; `socket.pause` at the peer shows it, and an echo throttles itself.',
    tests: [
      'K49 K36 a reader that stops makes the writer wait, and both rows say so',
      'K79 K49 echo with a peer that does not read: reading stops, nothing piles up, and it goes on by itself',
      'K36 K49 an echo under pressure: as many drains as backpressures, and both ends are at rest in the end',
    ],
  },
  {
    id: 'K50',
    element: 'bytesRead',
    since: '0.5.3',
    status: 'implemented',
    how: '`counts.bytesRead`, ten times a second for watched sockets, once for all others; it includes what Node has read and not delivered.',
    tests: [
      open,
      'K66 B22 while paused Node reads no further than its own buffer; the peer stops',
      'K50 watched sockets are counted ten times a second, all others once',
      'K50 K51 the last counts of a life come before its close, exact and once',
    ],
  },
  {
    id: 'K51',
    element: 'bytesWritten',
    since: '0.5.3',
    status: 'implemented',
    how: '`counts.bytesWritten` with `counts.queued` beside it: what was sent is the difference; the numbers of the moment of destruction stay.',
    tests: [
      'K48 K51 B25 bufferSize and writableLength count what is queued, bytesWritten all that was accepted',
      'K63 K51 B9 destroy with queued bytes: discardedBytes is what Node held, and the last counts agree',
      'K51 B25 after a refused dial bytesWritten still counts what was accepted, and it is all discarded',
    ],
  },
  {
    id: 'K52',
    element: 'connecting',
    since: '6.1.0',
    status: 'implemented',
    how: 'State `connecting` of the record, and `socket.inspect`.',
    tests: ['K53 K52 while connecting: state, readyState, writes and end wait for the connection'],
  },
  {
    id: 'K53',
    element: 'pending',
    since: '10.16.0',
    status: 'implemented',
    how: '`socket.inspect`; together with readyState it tells a created row from an open one.',
    tests: ['K53 K52 while connecting: state, readyState, writes and end wait for the connection', closed],
  },
  {
    id: 'K54',
    element: 'destroyed',
    status: 'implemented',
    how: '`socket.inspect`; calls on a destroyed socket are refused before its close has been heard.',
    tests: [open, closed, 'K66 K71 K76 K78 settings of a closed socket are refused with ERR_SOCKET_CLOSED'],
  },
  {
    id: 'K55',
    element: 'readyState',
    since: '0.5.0',
    status: 'implemented',
    how: '`readyState` of the record in Node’s word, and `state` in ours, which does not call a never connected socket open.',
    tests: [
      'K55 B45 the words of readyState through a life',
      'K55 B3 B45 the word of a living end comes from readyState and from whether it was ever connected',
      'K2 K45 K55 a created row: no connection, no descriptor, and its own word although Node says open',
    ],
  },
  {
    id: 'K56',
    element: 'timeout',
    since: '10.7.0',
    status: 'implemented',
    how: '`timeoutMs` of the record and `socket.inspect`; a refused value leaves both as they were, unlike Node’s own.',
    tests: [
      'K56 B27 a refused timeout leaves the old one, in the record and in Node',
      'K56 K68 setTimeout on a created row holds for its connection; it runs before there is one',
    ],
  },
  {
    id: 'K57',
    element: 'socket.server',
    since: '0.3.4',
    status: 'implemented',
    how: '`serverId` of an accepted socket’s record.',
    tests: ['K57 an accepted socket names its server'],
  },
  {
    id: 'K58',
    element:
      'writableLength, writableHighWaterMark, writableNeedDrain, readableLength, readableFlowing, errored, isPaused()',
    status: 'implemented',
    how: '`socket.inspect` gives each as Node returns it now, until the row is removed.',
    tests: [open, 'K38 K58 errored tells the code of the error that closed a socket'],
  },
];
