import type { CoverageRow } from './row.ts';

/** Rows K1-K9: making a socket. */
export const socketConstructionRows: readonly CoverageRow[] = [
  {
    id: 'K1',
    element: 'class net.Socket (Duplex): a TCP or IPC endpoint',
    since: '0.3.4',
    status: 'implemented',
    how: 'A Socket record with `origin` dialled, accepted or wrapped; everything Node says about it becomes one event each.',
    tests: [
      'K1 K10 a dialled TCP socket: the exact order of facts when this end finishes first',
      'K1 an accepted socket: created, then server.connection, and neither connect nor ready',
      'K35 K1 a server’s socket that nobody speaks for reads and captures all the same',
    ],
  },
  {
    id: 'K2',
    element: 'new net.Socket(), then connect()',
    since: '0.3.4',
    status: 'implemented',
    how: '`socket.create` makes a row that is not dialled yet; the engine always makes the socket, attaches its listeners and then connects.',
    tests: [
      'K2 K45 K55 a created row: no connection, no descriptor, and its own word although Node says open',
      'K2 K28 connect {socketId} dials a created row: same row, first life',
      'K2 K30 listeners are attached before connecting: the attempt on a UNIX path is reported',
      'K2 a created row can be removed, and a reset of the lab takes it along',
    ],
  },
  {
    id: 'K3',
    element: 'option fd',
    since: '0.3.4',
    status: 'implemented',
    how: '`socket.wrap {fd}` makes a socket of an inherited descriptor; what Node cannot wrap keeps its code, what belongs to the engine is FD_IN_USE.',
    tests: [
      'K3 wrap: an inherited TCP connection goes on in the lab, both ways, and closes its descriptor',
      'K3 wrap: an inherited UNIX connection is of that kind',
      'K3 B39 wrap: what Node cannot wrap is refused with its code, and nothing is created',
      'K3 wrap: descriptors that the engine itself has opened are FD_IN_USE',
    ],
  },
  {
    id: 'K4',
    element: "option type 'tcp4', 'tcp6', 'unix'",
    status: 'implemented',
    how: 'Read-only, as `kind` of the Socket record, found from the addresses once connected; as an input it is refused.',
    tests: [
      'K4 K33 connect tells both addresses, and the kind is read off them',
      'K6 K9 keys that net.Socket would take without sense are no part of the contract',
    ],
  },
  {
    id: 'K5',
    element: 'option allowHalfOpen',
    since: '0.3.4',
    status: 'implemented',
    how: '`options.allowHalfOpen` of a dial and of `socket.wrap`, independent of the server’s.',
    tests: [
      'K5 allowHalfOpen of a client: off it finishes by itself, on it may go on sending',
      'K62 B6 both ends with allowHalfOpen: each direction ends on its own, and states say which is left',
      'K3 K5 K6 wrap: allowHalfOpen, readable and writable are honoured',
    ],
  },
  {
    id: 'K6',
    element: 'options readable and writable',
    status: 'implemented',
    how: 'Part of `socket.wrap` alone; Node honours them without a descriptor too, against its documentation, so no other method takes them.',
    tests: [
      'K3 K5 K6 wrap: allowHalfOpen, readable and writable are honoured',
      'K6 K9 keys that net.Socket would take without sense are no part of the contract',
    ],
  },
  {
    id: 'K7',
    element: 'option signal',
    since: '15.14.0',
    status: 'implemented',
    how: '`socket.cancel` ends a socket as an aborted signal does; `aborted: true` stands for one aborted beforehand and is refused, where Node would connect all the same.',
    tests: [
      'K7 cancel while connecting and while open: ABORT_ERR, then close; on a closed socket ERR_SOCKET_CLOSED',
      'K7 aborted beforehand: refused with ABORT_ERR, and no socket comes of it',
      'K63 K7 destroy and cancel close a created row',
    ],
  },
  {
    id: 'K8',
    element: 'option onread {buffer, callback}',
    since: '12.10.0',
    status: 'implemented',
    how: '`options.onread {bufferSize}` reads into one static buffer; each call of the callback is a received chunk, and pause and resume work on it.',
    tests: [
      'K8 B26 onread: chunks of at most the buffer’s size, no byte lost, the end is heard',
      'K8 K66 onread: pause and resume work on it too, also from the start',
      'K5 K8 K20 wrong socket options',
    ],
  },
  {
    id: 'K9',
    element: 'objectMode, readableObjectMode, writableObjectMode',
    status: 'implemented',
    how: 'Refused, as by Node: the contract has no such keys.',
    tests: ['K6 K9 keys that net.Socket would take without sense are no part of the contract'],
  },
];
