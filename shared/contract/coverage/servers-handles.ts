import type { CoverageRow } from './row.ts';

/** Rows S29-S41: descriptors, and the finer options of listening. */
export const handleRows: readonly CoverageRow[] = [
  {
    id: 'S29',
    element: 'server.listen(handle)',
    since: '0.5.10',
    status: 'implemented',
    how: '`listen.fd` takes over what the process has inherited; a descriptor that the engine itself has opened is FD_IN_USE.',
    tests: [
      'S29 S30 FD_IN_USE: descriptors of the engine itself, of its servers and sockets, and its own voice',
      'S30 S32 an inherited listening or bound descriptor is listened on, and closed with the server',
    ],
    reason:
      'Objects with a handle cannot cross the contract, and sharing a handle would take the other server’s connections.',
  },
  {
    id: 'S30',
    element: '{ fd }: a descriptor that is bound or listening',
    since: '0.5.10',
    status: 'implemented',
    how: '`listen.fd`, mode Descriptor of the Listen form; a UNIX listener has no address and keeps its file; `why` says when Node has closed what it refused.',
    tests: [
      'S30 S32 an inherited listening or bound descriptor is listened on, and closed with the server',
      'S30 an inherited UNIX listener has no address, and its file is not ours to remove',
      'S30 what cannot listen is refused; whether Node has closed it is said',
      'S30 S31 without inherited descriptors none can be used; on Windows the reason is given',
    ],
  },
  {
    id: 'S31',
    element: 'listening on a descriptor is not supported on Windows',
    status: 'detected',
    how: 'Capability `fdListen`.',
    tests: ['S30 S31 without inherited descriptors none can be used; on Windows the reason is given'],
    reason: 'On Windows the field is disabled with “Listening on a file descriptor is not supported on Windows.”',
  },
  {
    id: 'S32',
    element: 'server.listenFD(fd) of Node 0.5',
    status: 'implemented',
    how: 'The same as `listen.fd` (S30).',
    tests: ['S30 S32 an inherited listening or bound descriptor is listened on, and closed with the server'],
  },
  {
    id: 'S33',
    element: 'option exclusive',
    since: '0.11.14',
    status: 'implemented',
    how: '`listen.exclusive` is handed on; the field’s help says that it only matters in a cluster.',
    tests: ['S33 exclusive is handed on; in one process it changes nothing'],
    reason: 'There is no cluster to see its effect in.',
  },
  {
    id: 'S34',
    element: 'option readableAll',
    status: 'implemented',
    how: '`listen.readableAll`; the rights that result are in `path.inspect` (Node 20 adds them, 22 and later set exactly them).',
    tests: [
      'S34 S35 S36 readableAll, writableAll: the rights and the owner of the file can be inspected',
      'P11 S34 S35 readableAll and writableAll of an abstract name: refused, nothing stays bound',
    ],
  },
  {
    id: 'S35',
    element: 'option writableAll',
    status: 'implemented',
    how: '`listen.writableAll`; the field’s help says that connecting needs the right to write.',
    tests: [
      'S34 S35 S36 readableAll, writableAll: the rights and the owner of the file can be inspected',
      'P11 S34 S35 readableAll and writableAll of an abstract name: refused, nothing stays bound',
    ],
  },
  {
    id: 'S36',
    element: 'a UNIX server of root may be out of reach for others',
    status: 'implemented',
    how: '`path.inspect` gives rights and owner; EACCES at connecting says that the right to write is missing.',
    tests: ['S34 S35 S36 readableAll, writableAll: the rights and the owner of the file can be inspected'],
    reason: 'There is no warning of its own for an engine that runs as root.',
  },
  {
    id: 'S37',
    element: 'option ipv6Only',
    since: '11.4',
    status: 'implemented',
    how: '`listen.ipv6Only`; without a host it means `::` on every version of Node (20 would ignore it).',
    tests: ['S37 ipv6Only, with and without a host: no IPv4, and the IPv4 port stays free'],
  },
  {
    id: 'S38',
    element: 'option signal',
    since: '15.6',
    status: 'implemented',
    how: '`server.abort` is the signal being aborted; `listen.aborted` one that was aborted beforehand, which is refused with ABORT_ERR and never listens.',
    tests: [
      'S38 server.abort is like an aborted signal: closed, its connections go on',
      'S38 B41 a signal aborted beforehand: refused, and never listening',
      'S28 S38 closed or aborted while retrying: ABORT_ERR, no error, and the server is stopped',
    ],
  },
  {
    id: 'S39',
    element: 'option reusePort',
    since: '23.1, 22.12',
    status: 'detected',
    how: '`listen.reusePort`, capability `reusePort`.',
    tests: ['S39 reusePort: two servers on one port, or a plain refusal where it is missing'],
    reason:
      'Where it is missing the field is disabled with the versions it needs, and the call is refused with ENOTSUP (Node would ignore it).',
  },
  {
    id: 'S40',
    element: 'BoundSocket',
    since: '26.4, 24.19',
    status: 'not-applicable',
    how: 'Not offered.',
    tests: [],
    reason: 'Newer than most versions of Node the app runs on; a port is reserved by listening on it.',
  },
  {
    id: 'S41',
    element: 'UNIX FIFOs are not supported',
    status: 'implemented',
    how: 'Listening on the path of a FIFO is EADDRINUSE with the words “is a FIFO, not a socket”; `path.inspect` says `fifo`, `path.removeStale` leaves it.',
    tests: [
      'S28 S41 P6 what is at a taken path is named: a live socket, a file, a folder, a FIFO',
      'P5 S41 path.removeStale leaves everything alone that is no leftover',
    ],
  },
];
