// Servers that let nobody in: `never-accept` leaves connections in the kernel's queue, `refuse` keeps the address bound and
// does not listen on it, so that the kernel itself refuses. Both work on the handle under the running net.Server.
import { getSystemErrorName } from 'node:util';
import type { Common } from '../../../shared/faults/fault.ts';
import { type FaultSettings, isOfServer } from '../../../shared/faults/index.ts';
import { refusal, refusalOf } from '../failures.ts';
import type { ListenHandle } from './duplicate-handle.ts';
import { askedBacklog, pathOf } from './listen-plan.ts';
import { pauseAccepting } from './pause-accepting.ts';
import type { ServerRow } from './server-row.ts';

const FOR_EVER_MS = 2 ** 31 - 1;

interface BoundHandle extends ListenHandle {
  bind(address: string, port?: number, flags?: number): number;
  bind6(address: string, port: number, flags: number): number;
  [key: symbol]: unknown;
}
interface HandleOwner {
  _handle: BoundHandle | null;
}
type Binding = { constants: { SERVER: number; UV_TCP_IPV6ONLY: number } } & Record<
  'TCP' | 'Pipe',
  new (
    type: number,
  ) => BoundHandle
>;
const binding = (name: 'tcp_wrap' | 'pipe_wrap') =>
  (process as unknown as { binding(name: string): Binding }).binding(name);

/** The faults of a server's mock or tap that concern everybody who connects. */
const serverFaults = (row: ServerRow): readonly FaultSettings[] =>
  (row.tap?.faults ?? row.mock?.wire ?? []).filter(isOfServer);

/** Refuses (NOT_SUPPORTED) what this version of Node cannot do, before anything listens. */
export function checkServerFaults(row: ServerRow): void {
  const { capabilities, reasons } = row.core.about;
  if (serverFaults(row).length > 0 && !capabilities.pauseAccepting)
    throw refusal('NOT_SUPPORTED', reasons.pauseAccepting);
}

/** Makes a listening server let people in, or not, as its mock or tap says now. Throws NOT_SUPPORTED. */
export async function applyServerFaults(row: ServerRow): Promise<void> {
  const [fault] = serverFaults(row);
  if (row.state !== 'listening') return;
  const wanted = fault?.kind;
  if (row.turningAway?.kind === wanted) return;
  row.turningAway?.end();
  row.turningAway = undefined;
  if (!fault) return;
  checkServerFaults(row);
  const forMs = (fault as Common).forMs ?? FOR_EVER_MS;
  const end =
    fault.kind === 'refuse' ? refuseConnections(row, forMs) : ((await pauseAccepting(row, forMs)) ?? (() => {}));
  row.turningAway = { kind: fault.kind, end };
}

/**
 * Puts a handle that is bound and does not listen in the place of the listening one: the kernel answers SYN with RST, and
 * a UNIX path with ECONNREFUSED. Answers how to listen again.
 */
function refuseConnections(row: ServerRow, ms: number): () => void {
  const owner = row.net as unknown as HandleOwner;
  const listening = owner._handle;
  if (!listening) return () => {};
  if (typeof row.listen.fd === 'number')
    throw refusal('NOT_SUPPORTED', 'A descriptor that was given cannot be bound a second time.');
  const path = pathOf(row.listen);
  const { constants, TCP, Pipe } = { ...binding('tcp_wrap'), Pipe: binding('pipe_wrap').Pipe };
  const bound = path === undefined ? new TCP(constants.SERVER) : new Pipe(binding('pipe_wrap').constants.SERVER);
  bound.onconnection = listening.onconnection;
  for (const symbol of Object.getOwnPropertySymbols(listening)) {
    if (listening[symbol] === row.net) bound[symbol] = row.net;
  }
  if (!row.referenced) bound.unref();
  owner._handle = bound;
  listening.close(); // its address is free at once; it is taken again in the same turn
  const status = path === undefined ? bindPort(bound, row, constants.UV_TCP_IPV6ONLY) : bound.bind(path);
  if (status < 0) throw refusalOf(systemError('bind', status), { doing: 'listen' });
  row.emit({ type: 'server.accepting-paused', ms });
  const timer = ms >= FOR_EVER_MS ? undefined : setTimeout(listenAgain, ms);
  const before = row.endPause;
  row.endPause = () => {
    clearTimeout(timer);
    row.endPause = before;
  };
  function listenAgain() {
    clearTimeout(timer);
    row.endPause = undefined;
    if (owner._handle !== bound || row.state !== 'listening') return;
    const status = bound.listen(askedBacklog(row.listen));
    if (status === 0) {
      row.emit({ type: 'server.accepting-resumed' });
      return;
    }
    // Somebody else has begun to listen there: being bound alone does not keep them away.
    row.net.emit('error', systemError('listen', status));
    row.net.close(() => {});
  }
  return listenAgain;
}

function bindPort(bound: BoundHandle, { address, listen }: ServerRow, onlyV6: number): number {
  if (!address || typeof address !== 'object') return 0;
  if (address.family === 'IPv4') return bound.bind(address.address, address.port);
  return bound.bind6(address.address, address.port, listen.ipv6Only === true ? onlyV6 : 0);
}

function systemError(syscall: string, errno: number): Error {
  const code = getSystemErrorName(errno);
  return Object.assign(new Error(`${syscall} ${code}`), { code, errno, syscall });
}
