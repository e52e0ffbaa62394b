// Linux: everything the tables in `/proc/net` say about the sockets and servers that somebody watches.
import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import type { KernelState } from '../../../shared/contract/kernel.ts';
import { bytesOfAddress, procHex } from './addresses.ts';
import type { Looker } from './looker.ts';
import { TcpTable, tcpStates, tcpTimers } from './proc-tcp.ts';
import { scanUnix, unixStates } from './proc-unix.ts';
import {
  column,
  type ServerTarget,
  type SocketTarget,
  stateNumber,
  timerNumber,
  type WireAddress,
} from './protocol.ts';
import type { RowTable } from './row-table.ts';

const FIRST_BUFFER_BYTES = 256 * 1024;
const LISTEN = tcpStates.indexOf('LISTEN');
/** States in which a socket without an owner waits to be accepted; an orphan is past them. */
const unaccepted: ReadonlySet<KernelState> = new Set<KernelState>(['ESTABLISHED', 'CLOSE_WAIT', 'SYN_RECV']);

const tcpTables = [
  ['tcp', 8],
  ['tcp6', 32],
] as const;
const nobody: readonly Wanted[] = [];

/** An address ready to be compared: IPv4 as the table's number, IPv6 as its 32 digits. */
type TableAddress = number | string;

/** A pair of addresses to look for, and whose row it is: a target's own, or its other end's. */
interface Wanted {
  readonly target: SocketTarget;
  readonly slot: number;
  readonly own: boolean;
  readonly local: TableAddress;
  readonly remote: TableAddress;
}

export class LinuxTables implements Looker {
  readonly #rows: RowTable;
  readonly #folder: string;
  readonly #targets = new Map<number, { readonly target: SocketTarget; readonly slot: number }>();
  /** By both ports. */
  readonly #wanted = new Map<number, Wanted[]>();
  readonly #byInode = new Map<number, { readonly target: SocketTarget; readonly slot: number }>();
  #servers: readonly ServerTarget[] = [];
  #buffer = Buffer.alloc(FIRST_BUFFER_BYTES);
  /** How many targets have to be looked for in each table: walking an empty one costs milliseconds, too. */
  readonly #needed = { tcp: 0, tcp6: 0, unix: 0 };

  constructor(rows: RowTable, folder: string) {
    this.#rows = rows;
    this.#folder = folder;
  }

  put(target: SocketTarget, slot: number): void {
    this.drop(target.id);
    const entry = { target, slot };
    this.#targets.set(target.id, entry);
    for (const table of tablesOf(target)) this.#needed[table]++;
    if (target.inode !== undefined && target.live) this.#byInode.set(target.inode, entry);
    for (const wanted of wantedOf(target, slot)) {
      const key = keyOf(wanted.own, target);
      const others = this.#wanted.get(key);
      if (others) others.push(wanted);
      else this.#wanted.set(key, [wanted]);
    }
  }

  drop(id: number): void {
    const entry = this.#targets.get(id);
    if (!entry) return;
    const { target } = entry;
    this.#targets.delete(id);
    for (const table of tablesOf(target)) this.#needed[table]--;
    if (target.inode !== undefined && this.#byInode.get(target.inode) === entry) this.#byInode.delete(target.inode);
    if (!target.local || !target.remote) return;
    for (const own of [true, false]) {
      const key = keyOf(own, target);
      const left = (this.#wanted.get(key) ?? []).filter((wanted) => wanted.target !== target);
      if (left.length > 0) this.#wanted.set(key, left);
      else this.#wanted.delete(key);
    }
  }

  watchServers(servers: readonly ServerTarget[]): void {
    this.#servers = servers;
  }

  /** Reads the tables once, or twice where a socket that lives seems to have vanished: a table read while rows come and
   * go may skip one. Answers how many wait in each server's queue; throws when the tables cannot be read. */
  look(): Map<number, number> {
    let queues = this.#lookOnce();
    if (this.#someVanished()) {
      this.#rows.again();
      queues = this.#lookOnce();
    }
    return queues;
  }

  #someVanished(): boolean {
    for (const { target, slot } of this.#targets.values()) {
      if (target.live && this.#rows.vanished(slot)) return true;
    }
    return false;
  }

  #lookOnce(): Map<number, number> {
    const queues = new Map<number, number>();
    for (const [name, digits] of tcpTables) {
      const servers = this.#servers.filter((server) => server.table === name);
      if (this.#needed[name] === 0 && servers.length === 0) continue;
      const listening = new Map(servers.map((server) => [server.inode, server.id]));
      new TcpTable(this.#read(name), digits).scan((localPort, remotePort, table) => {
        if (listening.size > 0 && remotePort === 0 && table.state === LISTEN) {
          const serverId = listening.get(table.inode);
          if (serverId !== undefined) queues.set(serverId, table.receiveQueue);
        }
        this.#visit(localPort, remotePort, table);
      });
    }
    const servers = this.#servers.filter((server) => server.table === 'unix');
    if (this.#needed.unix > 0 || servers.length > 0) this.#lookAtUnix(servers, queues);
    return queues;
  }

  #visit(localPort: number, remotePort: number, table: TcpTable): void {
    let found = false;
    for (const wanted of this.#wanted.get(localPort * 65_536 + remotePort) ?? nobody) {
      if (!table.localIs(wanted.local) || !table.remoteIs(wanted.remote)) continue;
      if (wanted.own) found = this.#own(wanted.target, wanted.slot, table) || found;
      else this.#peer(wanted.slot, table);
    }
    if (found || this.#byInode.size === 0) return;
    // By inode alone: a socket that is being dialled has no addresses yet that Node would tell.
    const { inode } = table;
    const entry = inode === 0 ? undefined : this.#byInode.get(inode);
    if (entry && !entry.target.unix) this.#own(entry.target, entry.slot, table);
  }

  /** Writes a target's own row, unless the addresses have gone to another socket meanwhile. */
  #own(target: SocketTarget, slot: number, table: TcpTable): boolean {
    const { inode } = table;
    if (inode !== 0 && (target.live ? target.inode !== undefined && target.inode !== inode : true)) return false;
    const rows = this.#rows;
    rows.set(slot, column.state, stateNumber(stateOf(table)));
    rows.set(slot, column.sendQueue, table.sendQueue);
    rows.set(slot, column.receiveQueue, table.receiveQueue);
    const timer = tcpTimers[table.timer] ?? 'off';
    rows.set(slot, column.timer, timerNumber(timer));
    rows.set(slot, column.timerMs, timer === 'off' ? 0 : table.timerMs);
    rows.set(slot, column.retransmits, table.retransmits);
    rows.set(slot, column.probes, table.probes);
    rows.set(slot, column.inode, inode);
    return true;
  }

  #peer(slot: number, table: TcpTable): void {
    const rows = this.#rows;
    const state = stateOf(table);
    rows.set(slot, column.peerState, stateNumber(state));
    rows.set(slot, column.peerSendQueue, table.sendQueue);
    rows.set(slot, column.peerReceiveQueue, table.receiveQueue);
    rows.set(slot, column.peerInQueue, table.inode === 0 && unaccepted.has(state) ? 1 : 0);
  }

  #lookAtUnix(servers: readonly ServerTarget[], queues: Map<number, number>): void {
    const bytes = this.#read('unix');
    const listening = new Map(servers.map((server) => [server.inode, server.id]));
    const pathOfServer = new Map<number, string>();
    const waiting = new Map<string, number>();
    scanUnix(bytes, ({ inode, state, listens, pathAt, pathEnd }) => {
      if (inode === 0) {
        if (listening.size === 0 || pathAt === pathEnd) return;
        const name = bytes.toString('latin1', pathAt, pathEnd);
        waiting.set(name, (waiting.get(name) ?? 0) + 1);
        return;
      }
      const serverId = listens ? listening.get(inode) : undefined;
      if (serverId !== undefined) pathOfServer.set(serverId, bytes.toString('latin1', pathAt, pathEnd));
      const entry = this.#byInode.get(inode);
      const name = listens ? 'LISTEN' : unixStates[state];
      if (entry?.target.unix && name) {
        this.#rows.set(entry.slot, column.state, stateNumber(name));
        this.#rows.set(entry.slot, column.inode, inode);
      }
    });
    for (const [serverId, name] of pathOfServer) queues.set(serverId, waiting.get(name) ?? 0);
  }

  /** A whole table. The buffer is used again for the next. */
  #read(name: string): Buffer {
    const file = openSync(path.join(this.#folder, name), 'r');
    try {
      for (let size = 0; ; ) {
        const count = readSync(file, this.#buffer, size, this.#buffer.length - size, null);
        if (count === 0) return this.#buffer.subarray(0, size);
        size += count;
        if (size === this.#buffer.length) this.#buffer = Buffer.concat([this.#buffer, Buffer.alloc(size)]);
      }
    } finally {
      closeSync(file);
    }
  }
}

/**
 * The tables a target has to be looked for in. IPv4 through a dual-stack server is in both: the client's end among IPv4,
 * the server's mapped among IPv6. What has no addresses yet may turn up in either.
 */
function tablesOf({ unix, local, remote, withPeer }: SocketTarget): ServerTarget['table'][] {
  if (unix) return ['unix'];
  if (!local || !remote) return ['tcp', 'tcp6'];
  if (withPeer && bytesOfAddress(local.address)?.length === 4) return ['tcp', 'tcp6'];
  return [local.address.includes(':') ? 'tcp6' : 'tcp'];
}

function stateOf(table: TcpTable): KernelState {
  const state = tcpStates[table.state];
  if (!state) throw new Error(`a row of the TCP table has the unknown state ${table.state}`);
  return state;
}

function wantedOf(target: SocketTarget, slot: number): Wanted[] {
  const [local, remote] = [tableAddress(target.local), tableAddress(target.remote)];
  if (target.unix || local === undefined || remote === undefined) return [];
  const own = { target, slot, own: true, local, remote };
  return target.withPeer ? [own, { target, slot, own: false, local: remote, remote: local }] : [own];
}

/** Under which ports a target's own row is found, or its other end's. */
function keyOf(own: boolean, { local, remote }: SocketTarget): number {
  const [here, there] = [local?.port ?? 0, remote?.port ?? 0];
  return own ? here * 65_536 + there : there * 65_536 + here;
}

function tableAddress(address: WireAddress | undefined): TableAddress | undefined {
  const bytes = address && bytesOfAddress(address.address);
  if (!bytes) return undefined;
  return bytes.length === 4 ? Number.parseInt(procHex(bytes), 16) : procHex(bytes);
}
