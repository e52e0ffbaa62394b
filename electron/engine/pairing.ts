// Finds the two ends of one connection when both are ours. TCP: the mirrored 4-tuple, which is proof. UNIX: the order
// of dialling is the order of accepting, which is a conclusion, and is not drawn once strangers use the same path.
import path from 'node:path';
import type { NewEvent } from '../../shared/contract/events.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Endpoint } from '../../shared/contract/records.ts';
import { unmapped } from '../../shared/format.ts';

/** One end as pairing sees it. */
export interface End {
  readonly socketId: SocketId;
  readonly life: number;
}

/** Dropped strangers are remembered up to here; they never come to claim their entry. */
const MOST_TURNED_AWAY = 1_000;

/** Turns of the loop without an accept after which a queue counts as drained. libuv accepts one connection a turn. */
const QUIET_TURNS = 3;

interface PathEnds {
  /** Our ends that have dialled this path and were not yet accepted, in order. */
  dialled: End[];
  /** Accepted ends with those they seem to belong to, until the queue is drained: a stranger in front shifts them all. */
  unsure: [accepted: End, dialled: End][];
  /** Turns of the loop since the last accept. */
  quiet: number;
  /** Somebody else connects here too, so the order proves nothing any more. */
  strangers: boolean;
}

export class Pairing {
  readonly #waiting = new Map<string, End>();
  /** Address pairs a server of ours has dropped before their client was heard of. */
  readonly #turnedAway = new Set<string>();
  readonly #paths = new Map<string, PathEnds>();
  readonly #emit: (event: NewEvent) => void;
  readonly #isThere: (end: End) => boolean;

  /** `isThere` says whether an end is still in the lab and in the same life. */
  constructor(emit: (event: NewEvent) => void, isThere: (end: End) => boolean) {
    this.#emit = emit;
    this.#isThere = isThere;
  }

  /**
   * A TCP end has both addresses now. Pairs it with its mirror image if that is ours and known; answers whether a
   * server of ours has turned this very connection away.
   */
  tcp(end: End, local: Endpoint, remote: Endpoint): boolean {
    const here = keyOf(local, remote);
    const there = keyOf(remote, local);
    if (here === undefined || there === undefined || here === there) return false; // self-connect: one end is both
    if (this.#turnedAway.delete(here)) return true;
    const peer = this.#waiting.get(there);
    if (peer) {
      this.#waiting.delete(there);
      this.#pair(end, peer, 'observed');
    } else {
      this.#waiting.set(here, end);
    }
    return false;
  }

  /** A TCP end is gone; its address pair may come again. */
  tcpGone(end: End, local: Endpoint, remote: Endpoint): void {
    const here = keyOf(local, remote);
    if (here !== undefined && this.#waiting.get(here)?.socketId === end.socketId) this.#waiting.delete(here);
  }

  /** A server of ours drops a connection (`maxConnections`); answers its client's end if that is ours and known. */
  tcpTurnedAway(clientLocal: Endpoint, clientRemote: Endpoint): End | undefined {
    const key = keyOf(clientLocal, clientRemote);
    if (key === undefined) return undefined;
    const end = this.#waiting.get(key);
    if (!end) {
      if (this.#turnedAway.size >= MOST_TURNED_AWAY) this.#turnedAway.clear();
      this.#turnedAway.add(key);
    }
    return end;
  }

  /** One of ours is dialling a UNIX path. The kernel queues connections in this order. */
  pathDialled(end: End, socketPath: string): void {
    this.#ends(socketPath).dialled.push(end);
  }

  /** That attempt did not come to a connection. (One that did stays in the kernel's queue even when its end is gone.) */
  pathGone(end: End, socketPath: string): void {
    const ends = this.#paths.get(pathKey(socketPath));
    if (ends) ends.dialled = ends.dialled.filter((e) => e.socketId !== end.socketId);
  }

  /**
   * A server of ours has accepted on a UNIX path. Who belongs to whom is said when the queue is drained: one accept more
   * than our dials shows that a stranger was among them, and then the order proves nothing about any of them.
   */
  pathAccepted(end: End, socketPath: string): void {
    const ends = this.#ends(socketPath);
    const peer = ends.dialled.shift();
    if (!peer) {
      ends.strangers = true;
      ends.unsure = [];
    } else if (!ends.strangers) {
      ends.quiet = 0;
      if (ends.unsure.push([end, peer]) === 1) setImmediate(() => this.#whenDrained(ends));
    }
  }

  #whenDrained(ends: PathEnds): void {
    if (ends.unsure.length === 0) return;
    if (++ends.quiet < QUIET_TURNS) {
      setImmediate(() => this.#whenDrained(ends));
      return;
    }
    for (const [accepted, dialled] of ends.unsure.splice(0)) {
      if (this.#isThere(accepted) && this.#isThere(dialled)) this.#pair(accepted, dialled, 'inferred');
    }
  }

  /** A server of ours drops the next connection on a path; answers its client's end if that is ours. */
  pathTurnedAway(socketPath: string): End | undefined {
    return this.#ends(socketPath).dialled.shift();
  }

  /** A server of ours listens on a path, or has stopped: counting starts anew. */
  pathReset(socketPath: string): void {
    this.#paths.delete(pathKey(socketPath));
  }

  #ends(socketPath: string): PathEnds {
    const key = pathKey(socketPath);
    let ends = this.#paths.get(key);
    if (!ends) {
      ends = { dialled: [], unsure: [], quiet: 0, strangers: false };
      this.#paths.set(key, ends);
    }
    return ends;
  }

  #pair(a: End, b: End, pairing: 'observed' | 'inferred'): void {
    this.#emit({ type: 'socket.paired', socketId: a.socketId, life: a.life, peerSocketId: b.socketId, pairing });
    this.#emit({ type: 'socket.paired', socketId: b.socketId, life: b.life, peerSocketId: a.socketId, pairing });
  }
}

/** Abstract names are no file names; everything else is one file whatever way it is written. */
const pathKey = (socketPath: string) => (socketPath.startsWith('\0') ? socketPath : path.resolve(socketPath));

function keyOf(local: Endpoint, remote: Endpoint): string | undefined {
  if (!local || !remote || 'path' in local || 'path' in remote) return undefined;
  return `${unmapped(local.address)} ${local.port} ${unmapped(remote.address)} ${remote.port}`;
}
