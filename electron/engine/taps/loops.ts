// A tap whose target is itself, directly or through other taps, would fill the machine with connections.
import os from 'node:os';
import path from 'node:path';
import type { Target } from '../../../shared/contract/dial-options.ts';
import type { Listen } from '../../../shared/contract/listen-options.ts';
import type { Core } from '../core.ts';
import { refusal } from '../failures.ts';
import { pathOf } from '../servers/listen-plan.ts';
import type { TapRow } from './tap-row.ts';

interface Listening {
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly path: string | undefined;
}

/**
 * Refuses (`TAP_LOOP`) a target that leads back to where the tap listens, as far as addresses tell. What only the
 * network knows is found when it happens (`Relay.checkLoop`).
 */
export function refuseLoop(core: Core, listen: Listen, target: Target, tap?: TapRow): void {
  const own: Listening = tap ? listeningOf(tap) : definedAs(listen);
  const others = [...core.taps.values()].filter((each) => each !== tap);
  let next: Target | undefined = target;
  for (let steps = 0; next && steps <= others.length; steps++) {
    const there: Target = next;
    if (leadsTo(there, own)) throw refusal('TAP_LOOP', 'Choose a target that is not the tap itself.');
    next = others.find((each) => leadsTo(there, listeningOf(each)))?.target;
  }
}

function definedAs(listen: Listen): Listening {
  const { port, host } = listen;
  return { port: Number(port) || undefined, host: host ?? undefined, path: pathOf(listen) };
}
function listeningOf({ server }: TapRow): Listening {
  const { address } = server;
  if (address && typeof address === 'object') return { port: address.port, host: address.address, path: undefined };
  return definedAs(server.listen);
}

function leadsTo(target: Target, { port, host, path: own }: Listening): boolean {
  if (target.port === undefined || target.port === null) {
    return typeof target.path === 'string' && own !== undefined && samePath(target.path, own);
  }
  if (port === undefined || Number(target.port) !== port) return false;
  const [there, here] = [plain(target.host), plain(host)];
  if (there === here) return true;
  // Listening on all addresses, or a name for this machine: all of its addresses lead here.
  return here === undefined ? isThisMachine(there) : isLoopback(here) && isLoopback(there);
}

const samePath = (a: string, b: string) =>
  a === b || (!a.startsWith('\0') && !b.startsWith('\0') && path.resolve(a) === path.resolve(b));

/** Undefined stands for all addresses when listening; dialling nobody means this machine. */
function plain(host: unknown): string | undefined {
  if (typeof host !== 'string' || host === '' || host === '::' || host === '0.0.0.0') return undefined;
  return host.toLowerCase().replace(/^::ffff:/u, '');
}
const isLoopback = (host: string | undefined) =>
  host === undefined || host === 'localhost' || host === '::1' || host.startsWith('127.');
const isThisMachine = (host: string | undefined) =>
  isLoopback(host) ||
  host === os.hostname().toLowerCase() ||
  Object.values(os.networkInterfaces()).some((list) => list?.some(({ address }) => address === host));
