import type { CoverageRow } from './row.ts';

const wrongPaths = 'S14 P2 P3 P10 P13 wrong paths are refused before anything is made';

/** Rows P1-P13: paths of UNIX sockets and names of pipes. */
export const pathRows: readonly CoverageRow[] = [
  {
    id: 'P1',
    element: 'UNIX domain sockets on UNIX, named pipes on Windows',
    status: 'implemented',
    how: '`listen.path` and `target.path`, mode UNIX path of the forms; both ends of a connection are paired by the order of connecting, marked as inferred.',
    tests: ['P1 P12 a UNIX socket: its address is the path as given, both ends are paired'],
  },
  {
    id: 'P2',
    element: 'a path has at most 107 bytes on Linux, 103 on macOS',
    status: 'implemented',
    how: 'PATH_TOO_LONG, for listening and connecting alike, with the number of bytes too many; `lab.about` gives the limit.',
    tests: ['P2 the longest path that fits works, also in bytes of UTF-8', wrongPaths],
  },
  {
    id: 'P3',
    element: 'a longer path throws',
    since: '24',
    status: 'implemented',
    how: 'As P2 on every version of Node; none is ever cut.',
    tests: [wrongPaths, 'P2 the longest path that fits works, also in bytes of UTF-8'],
  },
  {
    id: 'P4',
    element: 'created by Node: unlinked by server.close()',
    status: 'implemented',
    how: 'The file goes at `server.close`, connections or not; `path.inspect` shows whether it is there.',
    tests: [
      'P4 closing removes the file at once, with connections still there',
      'P4 P5 a file that was renamed away is left, and is a leftover then',
      'S55 P4 on a UNIX socket the file survives, twice, and is removed at close',
      'S42 P4 closed while binding a path: the file is gone again',
    ],
    reason: 'Node removes by name: a file that somebody else has put there meanwhile goes, too.',
  },
  {
    id: 'P5',
    element: 'created elsewhere, or left by a crash: persists until unlinked',
    status: 'implemented',
    how: '`path.inspect` tells `stale` from `live` by knocking; EADDRINUSE names the leftover and offers `path.removeStale`, which removes nothing else.',
    tests: [
      'P5 a leftover of a killed program is named, removed on request only, and then listened on',
      'P5 S41 path.removeStale leaves everything alone that is no leftover',
      'P4 P5 a file that was renamed away is left, and is a leftover then',
      'path.inspect and path.removeStale refuse what is no path',
    ],
  },
  {
    id: 'P6',
    element: 'naming and permission rules of files',
    status: 'implemented',
    how: 'The folder is looked at, so that EACCES for a missing folder says so.',
    tests: ['S28 S41 P6 what is at a taken path is named: a live socket, a file, a folder, a FIFO'],
  },
  {
    id: 'P7',
    element: 'Windows: \\\\?\\pipe\\ and \\\\.\\pipe\\',
    status: 'detected',
    how: 'Capability `namedPipes`; the kind of such a name is `pipe`.',
    tests: ['P7 a pipe name of Windows is an ordinary file name elsewhere, and there are no named pipes'],
    reason: 'Elsewhere `lab.about` says “Named pipes exist on Windows only.”, and such a name is an ordinary file.',
  },
  {
    id: 'P8',
    element: 'Windows: pipes do not persist',
    status: 'not-applicable',
    how: 'Left to the system.',
    tests: [],
    reason: 'There is nothing to tidy up; `path.removeStale` is for files.',
  },
  {
    id: 'P9',
    element: 'Windows: escaping in JavaScript',
    status: 'not-applicable',
    how: 'Fields take paths as they are.',
    tests: [],
    reason: 'The app does not write JavaScript.',
  },
  {
    id: 'P10',
    element: 'a NUL inside a path',
    status: 'implemented',
    how: 'EINVAL on every version of Node, for listening and connecting, with “The path has a NUL byte inside.”',
    tests: [wrongPaths],
  },
  {
    id: 'P11',
    element: 'abstract sockets',
    since: '20.8',
    status: 'detected',
    how: 'A path that begins with NUL, written `@name` in the forms; kind `abstract`; no file.',
    tests: [
      'P11 an abstract name: no file, the name as given, inspected like a path',
      'P11 S34 S35 readableAll and writableAll of an abstract name: refused, nothing stays bound',
    ],
    reason:
      'Capability `abstractPaths` is Linux only (EINVAL elsewhere); before Node 22 `exactAbstractPaths` is false, with the reason that names are padded.',
  },
  {
    id: 'P12',
    element: 'server.address() of an IPC server is a string',
    status: 'implemented',
    how: 'As typed.',
    tests: ['P1 P12 a UNIX socket: its address is the path as given, both ends are paired'],
  },
  {
    id: 'P13',
    element: 'relative paths',
    status: 'implemented',
    how: 'Stay as typed; the engine never changes its working folder, and compares resolved paths.',
    tests: [
      'P13 relative paths stay as typed; the engine never changes its folder, so the file is removed',
      wrongPaths,
    ],
  },
];
