import type { LabEvent } from '../contract/events.ts';
import type { Listen } from '../contract/listen-options.ts';
import type { NodeAddress, Server } from '../contract/records.ts';
import type { Draft } from './lab-state.ts';

type ServerEvent = Extract<LabEvent, { type: `server.${string}` }>;

/** What one fact about a server changes. */
export function applyServerEvent(draft: Draft, event: ServerEvent): void {
  if (event.type === 'server.created' || event.type === 'server.updated') {
    // What the kernel says comes in a rhythm of its own; the record does not hold it.
    const acceptQueue = draft.peekServer(event.serverId)?.acceptQueue;
    draft.putServer(acceptQueue ? { ...event.server, acceptQueue } : event.server);
    return;
  }
  if (event.type === 'server.removed') {
    draft.removeServer(event.serverId);
    return;
  }
  const server = draft.server(event.serverId);
  if (!server) return;
  switch (event.type) {
    case 'server.binding':
      server.state = 'binding';
      delete server.failure;
      break;
    case 'server.listening':
      server.state = 'listening';
      server.address = event.address;
      if (event.effectiveBacklog !== undefined) server.effectiveBacklog = event.effectiveBacklog;
      server.kind = serverKindOf(server.listen, event.address);
      break;
    case 'server.connection':
      server.connections++;
      server.accepted++;
      break;
    case 'server.drop':
      server.dropped++;
      break;
    case 'server.blocked':
      server.blocked++;
      break;
    case 'server.error':
      server.state = 'failed';
      server.failure = event.failure;
      notListening(server);
      break;
    case 'server.retry':
      server.state = 'retrying';
      server.failure = event.failure;
      break;
    case 'server.closing':
      server.state = 'closing';
      notListening(server);
      delete server.failure;
      break;
    case 'server.close':
      server.state = 'stopped';
      notListening(server);
      break;
    default: // accepting-paused and -resumed are facts for the event list only
      break;
  }
}

/** Takes away what only a listening server has. */
function notListening(server: Server): void {
  server.address = null;
  delete server.effectiveBacklog;
  delete server.acceptQueue;
}

/**
 * What kind of server this is: after binding from the address, before from what was asked for (net-checklist S1).
 * A descriptor whose address Node cannot tell (a UNIX socket given as fd) stays `fd`.
 */
export function serverKindOf(listen: Listen, address: NodeAddress): Server['kind'] {
  if (typeof address === 'string') return pathKindOf(address);
  if (address) {
    if (address.family === 'IPv4') return 'tcp4';
    return address.address === '::' && listen.ipv6Only !== true ? 'dual' : 'tcp6';
  }
  const { port, path, fd, host } = listen;
  if (typeof fd === 'number' && fd >= 0) return 'fd';
  if (typeof path === 'string' && port === undefined) return pathKindOf(path);
  if (typeof host === 'string' && host !== '') {
    if (host === '::') return listen.ipv6Only === true ? 'tcp6' : 'dual';
    return host.includes(':') ? 'tcp6' : 'tcp4';
  }
  return listen.ipv6Only === true ? 'tcp6' : 'dual';
}

/** Whether a path names a file, a Windows pipe or an abstract socket. */
export function pathKindOf(path: string): 'unix' | 'abstract' | 'pipe' {
  if (path.startsWith('\0')) return 'abstract';
  return /^\\\\[.?]\\pipe\\/iu.test(path) ? 'pipe' : 'unix';
}
