// What the sampler's thread does: keeps the targets, looks when it is asked to, answers what is new. It never decides
// when to look. See `sampler-worker.ts` for the thread itself.
import { Cost, monotonic } from './cost.ts';
import { DarwinNetstat } from './darwin.ts';
import { LinuxTables } from './linux.ts';
import type { Looker } from './looker.ts';
import type { LookAnswer, LookRequest, TargetChanges, WorkerOptions } from './protocol.ts';
import { RowTable } from './row-table.ts';
import { WindowsNetstat } from './win32.ts';

export class SamplerThread {
  readonly #rows = new RowTable();
  readonly #looker: Looker;
  #lastLookAt = 0;

  constructor({ platform, tables }: WorkerOptions) {
    if (platform === 'darwin') this.#looker = new DarwinNetstat(this.#rows);
    else if (platform === 'win32') this.#looker = new WindowsNetstat(this.#rows);
    else this.#looker = new LinuxTables(this.#rows, tables);
  }

  /** Takes over what has changed about the targets. */
  change({ put, drop }: TargetChanges): void {
    for (const id of drop) {
      this.#looker.drop(id);
      this.#rows.drop(id);
    }
    for (const target of put) this.#looker.put(target, this.#rows.put(target));
  }

  /** Looks once. A problem is an answer, too. */
  look({ servers }: LookRequest): LookAnswer {
    const cost = new Cost();
    if (servers) this.#looker.watchServers(servers);
    this.#rows.clear();
    let queues = new Map<number, number>();
    let problem: string | undefined;
    let changed: Float64Array = new Float64Array(0);
    const readAt = monotonic();
    try {
      queues = this.#looker.look();
      changed = this.#rows.changed(readAt - this.#lastLookAt);
      this.#lastLookAt = readAt;
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    return {
      ...(problem !== undefined && { problem }),
      costMs: cost.ms(),
      readAt,
      changed,
      queues: Float64Array.from([...queues].flat()),
    };
  }
}
