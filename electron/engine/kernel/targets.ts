// What the sampler has to look for: the lives of sockets as addresses and inodes, and what has changed about them.
import type { Endpoint } from '../../../shared/contract/records.ts';
import { descriptorTarget } from '../descriptors.ts';
import { descriptorOf } from '../sockets/endpoints.ts';
import type { Life } from '../sockets/life.ts';
import type { SocketTarget, WireAddress } from './protocol.ts';

/** The inode of the socket behind a descriptor; undefined where there is no `/proc`. */
export function inodeOfDescriptor(fd: number | undefined): number | undefined {
  const inode = fd === undefined ? undefined : /^socket:\[(\d+)\]$/u.exec(descriptorTarget(fd) ?? '')?.[1];
  return inode === undefined ? undefined : Number(inode);
}

/** Whatever a target depends on, to be compared cheaply thousands of times. */
export interface Aspect {
  readonly life: Life;
  readonly connected: boolean;
  readonly closed: boolean;
  readonly paired: boolean;
  readonly handle: object | undefined;
  readonly fd: number | undefined;
}

export function aspectOf(life: Life, paired: boolean): Aspect {
  const handle = (life.socket as unknown as { _handle?: object | null })._handle ?? undefined;
  return {
    life,
    connected: life.connectedAt !== undefined,
    closed: life.closed,
    paired,
    handle,
    fd: handle && descriptorOf(life.socket),
  };
}

export function sameAspect(a: Aspect | undefined, b: Aspect): boolean {
  return (
    a !== undefined &&
    a.life === b.life &&
    a.connected === b.connected &&
    a.closed === b.closed &&
    a.paired === b.paired &&
    a.handle === b.handle &&
    a.fd === b.fd
  );
}

/** What to look for. The other end is looked for only where it is not one of ours. */
export function targetOf({ life, closed, paired, fd }: Aspect): SocketTarget {
  return {
    id: life.socketId,
    local: addressOf(life.local),
    remote: addressOf(life.remote),
    inode: closed ? undefined : inodeOfDescriptor(fd),
    unix: life.onPath,
    live: !closed,
    withPeer: !paired,
  };
}

const addressOf = (endpoint: Endpoint): WireAddress | undefined =>
  endpoint && 'address' in endpoint ? { address: endpoint.address, port: endpoint.port } : undefined;
