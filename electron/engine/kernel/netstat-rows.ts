// What the tables of macOS and Windows have in common: two addresses, a state, at most two queue sizes. No inodes.
import type { KernelState } from '../../../shared/contract/kernel.ts';
import { bytesOfAddress } from './addresses.ts';
import type { Looker } from './looker.ts';
import { column, type SocketTarget, stateNumber, UNTOLD, type WireAddress } from './protocol.ts';
import type { RowTable } from './row-table.ts';

/** One connection in such a table. Queue sizes are undefined where the system does not tell them. */
export interface NetstatRow {
  readonly local: WireAddress;
  readonly remote: WireAddress;
  readonly state: KernelState;
  readonly sendQueue?: number;
  readonly receiveQueue?: number;
  /** The end of an address may be missing, so that nobody can say whose row this is. */
  readonly cut?: boolean;
}

/** Finds targets among rows by their two addresses. UNIX sockets are in none of these tables. */
export class NetstatLooker implements Looker {
  readonly #rows: RowTable;
  readonly #read: () => readonly NetstatRow[];
  readonly #slots = new Map<number, Place>();

  constructor(rows: RowTable, read: () => readonly NetstatRow[]) {
    this.#rows = rows;
    this.#read = read;
  }

  put({ id, unix, local, remote }: SocketTarget, slot: number): void {
    const found = unix || !local || !remote ? {} : { key: keyOf(local, remote), ports: portsOf(local, remote) };
    this.#slots.set(id, { ...found, slot });
  }
  drop(id: number): void {
    this.#slots.delete(id);
  }
  watchServers(): void {} // these tables do not tell how many wait to be accepted

  look(): Map<number, number> {
    const rows = this.#read();
    const byAddresses = new Map(rows.filter(({ cut }) => !cut).map((row) => [keyOf(row.local, row.remote), row]));
    const cut = new Set(rows.filter((row) => row.cut).map(({ local, remote }) => portsOf(local, remote)));
    for (const { key, ports, slot } of this.#slots.values()) {
      const row = key === undefined ? undefined : byAddresses.get(key);
      if (!row) {
        if (ports !== undefined && cut.has(ports)) this.#rows.set(slot, column.state, UNTOLD);
        continue;
      }
      this.#rows.set(slot, column.state, stateNumber(row.state));
      if (row.sendQueue !== undefined) this.#rows.set(slot, column.sendQueue, row.sendQueue);
      if (row.receiveQueue !== undefined) this.#rows.set(slot, column.receiveQueue, row.receiveQueue);
    }
    return new Map();
  }
}

/** Where the row of a target goes, and what finds it. */
interface Place {
  readonly key?: string;
  readonly ports?: string;
  readonly slot: number;
}

const portsOf = (local: WireAddress, remote: WireAddress) => `${local.port} ${remote.port}`;
const keyOf = (local: WireAddress, remote: WireAddress) =>
  [local, remote].map(({ address, port }) => `${bytesOfAddress(address)?.join('.') ?? address}:${port}`).join(' ');
