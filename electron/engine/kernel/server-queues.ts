// The accept queues of watched servers: which to look at, what was found, what is news.
import type { ServerId } from '../../../shared/contract/fields.ts';
import type { AcceptQueue, SampledServer } from '../../../shared/contract/kernel.ts';
import type { NodeAddress } from '../../../shared/contract/records.ts';
import type { Core } from '../core.ts';
import type { ServerTarget } from './protocol.ts';

interface Known {
  queue: AcceptQueue | null;
  /** The look in which it has changed last. */
  look: number;
}

export class ServerQueues {
  readonly #core: Core;
  readonly #known = new Map<ServerId, Known>();
  #asked = '';

  constructor(core: Core) {
    this.#core = core;
  }

  /** The listening servers among the watched ones, where they are others than at the last look. */
  targets(watched: ReadonlySet<ServerId>): ServerTarget[] | undefined {
    const targets = [...watched].flatMap((id): ServerTarget[] => {
      const row = this.#core.servers.get(id);
      if (row?.state !== 'listening' || row.inode === undefined) return [];
      return [{ id, inode: row.inode, table: tableOf(row.address) }];
    });
    for (const id of watched) if (!this.#known.has(id)) this.#known.set(id, { queue: null, look: 0 });
    const asked = JSON.stringify(targets);
    if (asked === this.#asked) return undefined;
    this.#asked = asked;
    return targets;
  }

  /** Takes over what a look has found: two numbers a server. A server that was not found listens no more. */
  take(numbers: Float64Array, look: number): void {
    const found = new Map<ServerId, number>();
    for (let i = 0; i < numbers.length; i += 2) found.set(numbers[i] as ServerId, numbers[i + 1] ?? 0);
    for (const [id, known] of this.#known) {
      const used = found.get(id);
      const limit = this.#core.lab.servers.get(id)?.effectiveBacklog;
      const queue = used === undefined || limit === undefined ? null : { used, limit };
      if (known.look > 0 && known.queue?.used === queue?.used && known.queue?.limit === queue?.limit) continue;
      known.queue = queue;
      known.look = look;
    }
  }

  /** What is news since a look, for somebody who watches these servers. */
  since(look: number, watched: ReadonlySet<ServerId>): SampledServer[] {
    return [...this.#known].flatMap(([serverId, known]) =>
      known.look > look && watched.has(serverId) ? [{ serverId, acceptQueue: known.queue }] : [],
    );
  }

  /** Forgets the servers nobody watches any more, and names them. */
  unwatched(watched: ReadonlySet<ServerId>): SampledServer[] {
    const gone = [...this.#known.keys()].filter((id) => !watched.has(id));
    for (const id of gone) this.#known.delete(id);
    return gone.map((serverId) => ({ serverId, acceptQueue: null }));
  }

  /** Forgets everything, and names what was known. */
  clear(): SampledServer[] {
    this.#asked = '';
    return this.unwatched(new Set());
  }
}

/** The kernel's table a listening socket is in; a descriptor whose address Node cannot tell is a UNIX socket. */
function tableOf(address: NodeAddress): ServerTarget['table'] {
  if (address === null || typeof address === 'string') return 'unix';
  return address.address.includes(':') ? 'tcp6' : 'tcp';
}
