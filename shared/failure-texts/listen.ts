import { formatHostPort } from '../format.ts';
import { noSuchName, outOfDescriptors, type Situation, say, shown, type Words, type Writer } from './words.ts';

/** What can go wrong when a server starts to listen. */
export const listenTexts: Record<string, Writer> = {
  EADDRINUSE: (s) => {
    if (s.ownServer !== undefined) {
      const [where, other] =
        s.path === undefined
          ? ([`port ${s.port}`, 'use-next-port'] as const)
          : ([shown(s), 'choose-other-path'] as const);
      return say(
        `“${s.ownServer}” already listens on ${where}.`,
        'Two servers cannot share one address.',
        'go-to-server',
        other,
      );
    }
    if (s.path !== undefined) return pathInUse(s);
    const where = s.host ? ` on ${formatHostPort(s.host, s.port ?? 0)}` : ` on port ${s.port}`;
    return say(
      `Port ${s.port} is already taken.`,
      `Another program on this computer is listening${where}${s.holder ? `: “${s.holder.name}”, pid ${s.holder.pid}` : ''}.`,
      'use-next-port',
      'use-any-port',
      'connect-to-it',
    );
  },
  EACCES: (s) => {
    if (s.path === undefined) {
      return say(
        `Port ${s.port} is reserved for administrators.`,
        `On this system ports below ${s.firstFreePort ?? 1024} need extra rights; Socket Lab runs as you.`,
        'use-high-port',
        'how-to-allow',
      );
    }
    if (s.found?.folder === 'missing') {
      return say(
        `The folder ${folderOf(s.path)} does not exist.`,
        'The system reports this as “permission denied”.',
        'create-folder',
        'choose-other-path',
      );
    }
    return say(
      `You may not create files in ${folderOf(s.path)}.`,
      s.folderOwner === undefined
        ? 'The folder belongs to somebody else, or may not be written to.'
        : `The folder belongs to ${s.folderOwner}.`,
      'use-temp-path',
      'choose-other-path',
    );
  },
  EADDRNOTAVAIL: (s) =>
    say(
      `This computer does not have the address ${s.host ?? ''}.`,
      'A server can listen only on its own addresses.',
      'use-loopback',
      'pick-address',
    ),
  EMFILE: outOfDescriptors,
  ENOTFOUND: (s) => noSuchName(s),
  EINVAL: (s) =>
    s.path?.slice(1).includes('\0')
      ? say(
          'The path has a NUL byte inside.',
          'Only an abstract socket begins with one; none may follow.',
          'choose-other-path',
        )
      : say('The system refuses to listen on this.', 'What was given is not something that can listen.'),
  ENOTSOCK: () => say('This descriptor is not a socket.', 'Only a bound or listening socket can be listened on.'),
};

function pathInUse(s: Situation): Words {
  switch (s.found?.kind) {
    case 'live':
      return say(
        `Another program is using ${shown(s)}.`,
        'It answered when we knocked.',
        'connect-to-it',
        'choose-other-path',
      );
    case 'stale':
      return say(
        'A leftover socket file is in the way.',
        `${shown(s)} exists but nobody listens on it. A program that was killed did not tidy up.`,
        'remove-stale-socket',
        'choose-other-path',
      );
    case 'directory':
    case 'file':
    case 'fifo':
    case 'device':
    case 'link': {
      const what = {
        directory: 'a folder',
        file: 'an ordinary file',
        fifo: 'a FIFO',
        device: 'a device',
        link: 'a link that leads nowhere',
      }[s.found.kind];
      return say(
        `${shown(s)} is ${what}, not a socket.`,
        'Listening there would mean deleting it; Socket Lab will not.',
        'choose-other-path',
        'show-in-folder',
      );
    }
    default:
      return say(`${shown(s)} is already taken.`, undefined, 'choose-other-path');
  }
}

const folderOf = (path: string) => path.replace(/[^/]*$/u, '').replace(/(?<=.)\/$/u, '') || '.';
