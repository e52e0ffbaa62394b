// What each event means, in one sentence, said from outside both ends: who did what.
import type { EventOf, EventType, LabEvent } from '../contract/events.ts';
import type { Socket } from '../contract/records.ts';
import {
  formatAddress,
  formatBytes,
  formatCounted,
  formatDuration,
  formatEndpoint,
  formatHostPort,
  formatPath,
} from '../format.ts';

/** The end an event is about, and the other one. */
interface Ends {
  readonly here: string;
  readonly there: string;
}
/** A new type of event does not compile until it has its sentence. */
type Sentences = { readonly [T in EventType]: (event: EventOf<T>, ends: Ends) => string };

const times = (count: number | undefined) => (count === undefined ? '' : ` ×${count}`);
const placeOf = ({ ip, port }: { ip: string; port?: number | undefined }) =>
  port === undefined ? formatPath(ip) : formatHostPort(ip, port);
const reason = ({ failure }: EventOf<'socket.error'>) => `${failure.message} (${failure.code})`;
const text = (words: string) => () => words;

const sentences: Sentences = {
  'server.created': ({ server }) => `server “${server.name}” was defined`,
  'server.updated': ({ server }) => `server “${server.name}” was changed`,
  'server.binding': text('the server takes its address'),
  'server.listening': ({ address }) => `the server listens on ${formatAddress(address)}`,
  'server.connection': ({ socketId }) => `the server accepted connection #${socketId}`,
  'server.drop': ({ remoteAddress, remotePort }) =>
    `the server turned away ${remoteAddress === undefined ? 'a client' : formatHostPort(remoteAddress, remotePort ?? 0)}`,
  'server.blocked': ({ remoteAddress }) => `the server’s block list kept out ${remoteAddress}`,
  'server.error': ({ failure }) => `the server: ${failure.message} (${failure.code})`,
  'server.retry': ({ attempt, inMs }) => `the server tries again in ${formatDuration(inMs)}, attempt ${attempt}`,
  'server.accepting-paused': ({ ms }) => `the server accepts nobody for ${formatDuration(ms)}`,
  'server.accepting-resumed': text('the server accepts again'),
  'server.closing': ({ connections }) =>
    `the server stops listening; ${formatCounted(connections, 'connection')} still open`,
  'server.close': text('the server has stopped'),
  'server.removed': text('the server was removed'),

  'socket.created': ({ socket }, { here }) =>
    socket.origin === 'accepted'
      ? `${here} accepted the connection`
      : socket.origin === 'wrapped'
        ? `${here} was made around an inherited descriptor`
        : `${here} was made`,
  'socket.updated': (_, { here }) => `${here}: its record was renewed`,
  'socket.lookup': ({ host, address, failure }, { here }) =>
    failure
      ? `${here}: looking up ${host} failed (${failure.code})`
      : `${here} looked up ${host}: ${address ?? 'no address'}`,
  'socket.connectionAttempt': (event, { here }) => `${here} tries ${placeOf(event)}`,
  'socket.connectionAttemptFailed': (event, { here }) => `${here}: ${placeOf(event)} failed (${event.failure.code})`,
  'socket.connectionAttemptTimeout': (event, { here }) => `${here}: ${placeOf(event)} took too long, the next is tried`,
  'socket.connect': ({ remote }, { here }) => `${here} connected to ${formatEndpoint(remote)}`,
  'socket.ready': (_, { here }) => `${here} is ready to be used`,
  'socket.end': (_, { there }) => `${there} finished sending (FIN)`,
  'socket.finish': (_, { here }) => `${here} finished sending (FIN)`,
  'socket.drain': (event, { here }) => `${here}: drained${times(event.times)}`,
  'socket.backpressure': (event, { here }) =>
    `${here}: write() returned false, ${formatBytes(event.queued)} queued${times(event.times)}`,
  'socket.timeout': (_, { here }) => `${here}: idle timeout`,
  'socket.paused': (event, { here }) =>
    `${here} stopped reading${event.by === 'mock' ? ' (its mock waits for the peer)' : ''}${times(event.times)}`,
  'socket.resumed': (event, { here }) => `${here} reads again${times(event.times)}`,
  'socket.error': (event, { here }) => `${here}: ${reason(event)}`,
  'socket.close': (event, { here }) => closeSentence(event, here),
  'socket.paired': ({ peerSocketId, pairing }) =>
    `both ends are in this lab: the other is #${peerSocketId}${pairing === 'inferred' ? ' (inferred)' : ''}`,
  'socket.tagged': ({ tags }, { here }) =>
    tags.length > 0 ? `${here} was tagged ${tags.map((tag) => `“${tag}”`).join(', ')}` : `${here} has no tag any more`,
  'socket.removed': (_, { here }) => `${here}: the row was removed`,

  'mock.note': (event, { here }) => `${here}: ${event.text}`,
  'mock.rule-fired': (event, { here }) =>
    `${here}: rule ${event.ruleId} fired for chunk ${event.chunkIndex}${times(event.times)}`,
  'mock.unmatched': (event, { here }) =>
    `${here}: no rule took a message of ${formatCounted(event.size, 'byte')}${times(event.times)}`,
  'mock.step': ({ position }, { here }) => `${here}: its script is at step ${position + 1}`,

  'fault.applied': ({ fault, active }, { here }) =>
    `${here}: fault “${fault.kind}” was put on${active ? '' : '; chance has left this connection out'}`,
  'fault.cleared': (_, { here }) => `${here}: a fault was taken off`,
  'fault.acted': (event, { here }) =>
    `${here}: a fault ${event.what}, ${formatBytes(event.bytes)}${times(event.times)}`,
  'hold.held': ({ direction, size }, { here }) =>
    `${here}: a ${direction === 'sent' ? 'chunk to send' : 'received chunk'} of ${formatCounted(size, 'byte')} is held`,
  'hold.forwarded': ({ size, edited }, { here }) =>
    `${here}: a held chunk went on${edited ? ', changed' : ''}, ${formatCounted(size, 'byte')}`,
  'hold.discarded': (_, { here }) => `${here}: a held chunk was thrown away`,

  'tap.created': ({ tap }) => `tap “${tap.name}” was made`,
  'tap.updated': ({ tap }) => `tap “${tap.name}” was changed`,
  'tap.removed': text('the tap was removed'),
  'tap.joined': ({ clientSocketId, upstreamSocketId }) => `#${clientSocketId} is passed on to #${upstreamSocketId}`,
  'tap.refused': ({ clientSocketId, failure }) => `#${clientSocketId} could not be passed on: ${failure.message}`,

  'transfer.progress': ({ bytesSent, bytesTotal }, { here }) =>
    `${here} is sending a file, ${formatBytes(bytesSent)} of ${formatBytes(bytesTotal)}`,
  'transfer.done': ({ bytesSent }, { here }) => `${here} sent a file, ${formatBytes(bytesSent)}`,
  'transfer.failed': ({ bytesSent, failure }, { here }) =>
    `${here}: sending a file failed after ${formatBytes(bytesSent)} (${failure.code})`,

  'repeat.started': text('sending again and again has begun'),
  'repeat.progress': text('sending again and again goes on'),
  'repeat.ended': text('sending again and again has ended'),

  'sockets.counted': text('bytes were counted'),
  'kernel.sampled': text('the kernel’s tables were read'),
  'kernel.level': ({ level, reason: why }) =>
    `the kernel’s view is “${level}” now${why === undefined ? '' : `: ${why}`}`,
  'lab.document': text('the lab document was changed'),
  'lab.problem': ({ message }) => `something in Socket Lab itself has gone wrong: ${message}`,
  'lab.opened': ({ servers, clients }) =>
    `another lab was opened: ${formatCounted(servers, 'server')}, ${formatCounted(clients, 'client')}`,
};

/** What an event means. `origin` is the origin of the event's own socket. */
export function eventSentence(event: LabEvent, origin: Socket['origin']): string {
  const [here, there] = origin === 'accepted' ? ['server', 'client'] : ['client', 'server'];
  const sentence = sentences[event.type] as (event: LabEvent, ends: Ends) => string;
  return sentence(event, { here, there });
}

function closeSentence(event: EventOf<'socket.close'>, here: string): string {
  const lost = event.discardedBytes > 0 ? `, ${formatBytes(event.discardedBytes)} discarded` : '';
  const how: Readonly<Record<typeof event.cause, string>> = {
    fin: 'closed, both directions finished',
    rst: 'closed by a reset of the peer',
    timeout: 'closed by a timeout',
    error: 'closed by an error',
    'local-destroy': 'closed (destroy)',
    'local-reset': 'reset the connection (RST)',
    refused: 'was refused',
    aborted: 'cancelled',
    'turned-away': 'was turned away (maxConnections)',
    'peer-gone': 'closed: the peer was gone without having finished',
  };
  return `${here} ${how[event.cause]}${lost}`;
}
