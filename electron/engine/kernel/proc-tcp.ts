// `/proc/net/tcp` and `tcp6` by fixed columns on the bytes (net-behaviours section 9). A table of ten thousand rows is
// 1.5 MB of text; no line of it becomes a string.

/** The states of `include/net/tcp_states.h`, by number. 12 (NEW_SYN_RECV) is printed as 3. */
export const tcpStates = [
  undefined,
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'SYN_RECV',
] as const;
/** What the column `tr` means, by number. */
export const tcpTimers = ['off', 'retransmit', 'keepalive', 'time-wait', 'zero-window'] as const;

/** Times in these tables are in hundredths of a second (USER_HZ). */
const TICK_MS = 10;
const [NEWLINE, SPACE, COLON, ZERO] = [10, 32, 58, 48];
const hexValue = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value++) {
  hexValue[value.toString(16).charCodeAt(0)] = value;
  hexValue[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/** What `scanTcp` calls for each row; `table` reads the rest of that row. */
export type Visit = (localPort: number, remotePort: number, table: TcpTable) => void;

/** One table in memory, and the row that is being visited. */
export class TcpTable {
  readonly bytes: Buffer;
  /** Hex digits of an address: 8 in `tcp`, 32 in `tcp6`. */
  readonly digits: 8 | 32;
  /** Where the row's local address begins. */
  #at = 0;

  constructor(bytes: Buffer, digits: 8 | 32) {
    this.bytes = bytes;
    this.digits = digits;
  }

  /** Visits every row. Throws when the text is not such a table. */
  scan(visit: Visit): void {
    const { bytes, digits } = this;
    let line = bytes.indexOf(NEWLINE) + 1;
    if (line === 0 || !bytes.subarray(0, line).includes('local_address')) throw new Error('no table of TCP sockets');
    while (line < bytes.length) {
      const end = bytes.indexOf(NEWLINE, line);
      const colon = bytes.indexOf(COLON, line); // the number of the row may have any width
      const at = colon + 2;
      if (end < 0 || colon < 0 || bytes[at + digits] !== COLON || bytes[at + 2 * digits + 6] !== COLON) {
        throw new Error('a row of the TCP table has another form than expected');
      }
      this.#at = at;
      visit(this.#hex(at + digits + 1, 4), this.#hex(at + 2 * digits + 7, 4), this);
      line = end + 1;
    }
  }

  get state(): number {
    return this.#hex(this.#at + 2 * this.digits + 12, 2);
  }
  /** Sent and not acknowledged; a SYN or FIN under way counts as one. */
  get sendQueue(): number {
    return this.#hex(this.#at + 2 * this.digits + 15, 8);
  }
  /** Received and not read, an unread FIN as one; of a listening socket: connections that wait to be accepted. */
  get receiveQueue(): number {
    return this.#hex(this.#at + 2 * this.digits + 24, 8);
  }
  get timer(): number {
    return this.#hex(this.#at + 2 * this.digits + 33, 2);
  }
  get timerMs(): number {
    return this.#hex(this.#at + 2 * this.digits + 36, 8) * TICK_MS;
  }
  get retransmits(): number {
    return this.#hex(this.#at + 2 * this.digits + 45, 8);
  }
  /** Unanswered probes; the column is called `timeout`. */
  get probes(): number {
    return this.#decimal(1);
  }
  get inode(): number {
    return this.#decimal(2);
  }

  /** Whether the local address is this one: the number of `ipv4Number`, or the 32 digits of IPv6. */
  localIs(address: number | string): boolean {
    return this.#is(this.#at, address);
  }
  remoteIs(address: number | string): boolean {
    return this.#is(this.#at + this.digits + 6, address);
  }

  #is(at: number, address: number | string): boolean {
    const { bytes, digits } = this;
    if (typeof address === 'string') return digits === 32 && bytes.toString('latin1', at, at + 32) === address;
    if (digits === 8) return this.#hex(at, 8) === address;
    return this.#hex(at + 24, 8) === address && bytes.toString('latin1', at, at + 24) === mappedPrefix;
  }

  #hex(at: number, digits: number): number {
    let value = 0;
    for (let i = at; i < at + digits; i++) value = value * 16 + (hexValue[this.bytes[i] ?? 0] ?? 0);
    return value;
  }

  /** The n-th of the decimal columns behind the fixed ones: uid, timeout, inode. */
  #decimal(n: number): number {
    const { bytes } = this;
    let at = this.#at + 2 * this.digits + 53;
    for (let i = 0; ; i++) {
      while (bytes[at] === SPACE) at++;
      let value = 0;
      for (; bytes[at] !== SPACE && bytes[at] !== NEWLINE && at < bytes.length; at++) {
        value = value * 10 + ((bytes[at] ?? ZERO) - ZERO);
      }
      if (i === n) return value;
      if (bytes[at] !== SPACE) throw new Error('a row of the TCP table is too short');
    }
  }
}

/** The first 24 digits of an IPv4 address in the table of IPv6, on a machine of either byte order. */
const mappedPrefix = `${'0'.repeat(16)}${new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'FFFF0000' : '0000FFFF'}`;
