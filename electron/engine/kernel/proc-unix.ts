// `/proc/net/unix`: states of UNIX sockets, and how many wait to be accepted on a path. It has no queue sizes and does
// not say who is connected to whom (net-behaviours section 9).

/** The states of `include/uapi/linux/net.h`, by number. */
export const unixStates = [undefined, 'UNCONNECTED', 'CONNECTING', 'CONNECTED', 'DISCONNECTING'] as const;

/** The flag of a listening socket (`__SO_ACCEPTCON`). */
const LISTENS = 0x10000;
const [NEWLINE, SPACE, COLON, ZERO] = [10, 32, 58, 48];

export interface UnixRow {
  readonly inode: number;
  readonly state: number;
  readonly listens: boolean;
  /** Where the path begins and ends in the table; equal when there is none. */
  readonly pathAt: number;
  readonly pathEnd: number;
}

/** Visits every row of the table. Throws when the text is not such a table. */
export function scanUnix(bytes: Buffer, visit: (row: UnixRow) => void): void {
  let line = bytes.indexOf(NEWLINE) + 1;
  if (line === 0 || !bytes.subarray(0, line).includes('RefCount')) throw new Error('no table of UNIX sockets');
  while (line < bytes.length) {
    const end = bytes.indexOf(NEWLINE, line);
    const colon = bytes.indexOf(COLON, line);
    // “Num: RefCount Protocol Flags Type St Inode Path”: 8, 8, 8, 4 and 2 digits of hex, then decimal.
    const flags = colon + 20;
    if (end < 0 || colon < 0 || bytes[flags - 1] !== SPACE || bytes[flags + 16] !== SPACE) {
      throw new Error('a row of the table of UNIX sockets has another form than expected');
    }
    let at = flags + 16;
    while (bytes[at] === SPACE) at++;
    let inode = 0;
    for (; at < end && bytes[at] !== SPACE; at++) inode = inode * 10 + ((bytes[at] ?? ZERO) - ZERO);
    visit({
      inode,
      state: Number.parseInt(bytes.toString('latin1', flags + 14, flags + 16), 16),
      listens: (Number.parseInt(bytes.toString('latin1', flags, flags + 8), 16) & LISTENS) !== 0,
      pathAt: Math.min(at + 1, end),
      pathEnd: end,
    });
    line = end + 1;
  }
}
