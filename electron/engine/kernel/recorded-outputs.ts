// What the tools of macOS and Windows have printed on real systems, found in public trackers: some rows of each, spacing
// as it was, names and public addresses exchanged for those of documentation (RFC 5737, RFC 3849).

/** `netstat -v -n -p tcp`, macOS 10.14: no byte counts, flags in hex. */
export const macos1014 = `Active Internet connections
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)     rhiwat shiwat    pid   epid  state    options
tcp4       0      0  192.168.1.191.52044    203.0.113.35.443       ESTABLISHED 131072 131860   9811      0 0x0102 0x00000008
tcp4      24      0  192.168.1.191.52040    203.0.113.4.443        CLOSE_WAIT  131072 132432   9811      0 0x0122 0x00000008
tcp4      24      0  192.168.1.191.52036    203.0.113.4.443        CLOSE_WAIT  131072 132432   9811      0 0x0122 0x00000008
`;

/** `netstat -vanp tcp`, macOS on Apple silicon (12 or 13): process ids, still no byte counts. */
export const macos12 = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)      rhiwat  shiwat    pid   epid state  options           gencnt    flags   flags1 usscnt rtncnt fltrs
tcp6       0      0  *.2222                 *.*                    LISTEN       131072  131072  43379      0 00100 00000006 00000000003e3959 00000001 00000800      1      0 000001
tcp6       0      0  ::1.58090              ::1.2222               TIME_WAIT    403715  146808  43387      0 02131 00000008 00000000003e3f04 00080081 04080800      0      0 000001
`;

/** `netstat -natvln`, macOS 15.1: the wide columns of `-l`, bytes counted. The header was cut away by a `grep`. */
export const macos151Rows = `tcp4       0    126  192.168.1.233.52137                           203.0.113.85.443                              ESTABLISHED       9026        316  131072  131600   2903      0 00102 00000000 00000000023c645f 20000081 04000900      2      0 000004
tcp4       0      0  192.168.1.233.52126                           203.0.113.58.443                              ESTABLISHED      17368       1612  262144  131316   5767      0 00102 00000108 00000000023c629c 20000080 04006900      2      0 000004
tcp4       0      0  192.168.1.233.52094                           203.0.113.231.443                             ESTABLISHED       2480       1197  131072  131600  74164      0 00102 00000100 00000000023c478b 20000081 04000900      2      0 000004
`;

/** `netstat -anv -p tcp`, macOS 26.4: a header wider than its rows, a process by name, all three names of TCP. */
export const macos264 = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address                                 Foreign Address                               (state)          rxbytes      txbytes  rhiwat  shiwat          process:pid    state  options           gencnt    flags   flags1 usecnt rtncnt fltrs
tcp4       0    168  100.71.48.2.22         100.78.88.70.33556     ESTABLISHED         8452         4310  131072  131396     sshd-session:4976   00182 0000000c 000000001b0838b0 00000080 01000800      2      0 000000
tcp4       0      0  127.0.0.1.51836        *.*                    LISTEN                 0            0  131072  131072             node:53082  00100 00000106 000000001afbe209 00000001 00000800      1      0 000000
tcp46      0      0  *.3283                 *.*                    LISTEN                 0            0  131072  131072         ARDAgent:1039   00000 00000202 0000000000001319 00000040 00000800      2      0 000000
tcp6       0      0  *.88                   *.*                    LISTEN                 0            0  131072  131072              kdc:910    00180 00000006 0000000000000da5 00000001 00000800      1      0 000000
`;

/** `netstat -anv -p tcp`, macOS 26, without `-l`: IPv6 addresses end after 16 characters, names have blanks. */
export const macos26CutOff = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)          rxbytes      txbytes  rhiwat  shiwat          process:pid    state  options           gencnt    flags   flags1 usecnt rtncnt fltrs
tcp4       0    523  192.168.1.147.65195    203.0.113.71.443       ESTABLISHED          250         2101  131328  131376    telemetryd_v2:89468  00182 00000008 000000000180328a 20000081 04000900      3      0 000004
tcp4       0      0  127.0.0.1.64810        127.0.0.1.8443         TIME_WAIT              0            0  513160  146988 Brave Browser He:7187   00102 00000008
tcp6       0      0  2001:db8:5610:33.50624 2001:db8:4110:8b.80    SYN_SENT               0            0  131072  131072 Google Chrome He:35474  00104 00000008
tcp6       0      0  fe80::c4c8:5ff:f.62503 *.*                    LISTEN                 0            0  131072  131072          remoted:368    00180 00000006 00000000017df222 00000000 00000800      1      0 000000
`;

/** `netstat -ano`, Windows Server 2019 (10.0.17763), captured through a terminal that fills lines with blanks. */
export const windows2019 = `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    [::]:57790             [::]:0                 LISTENING       3032                    \r
  TCP    [::1]:53               [::]:0                 LISTENING       3000                    \r
  TCP    [2001:db8::1085:21e6:3d65:c893]:53  [::]:0                 LISTENING       3000       \r
  TCP    [fe80::1085:21e6:3d65:c893%6]:53  [::]:0                 LISTENING       3000   \r
`;

/** `netstat -ano`, Windows 10 in Chinese: translated headers, English states; times waited out belong to process 0. */
export const windows10Chinese = `
活动连接

  协议  本地地址                外部地址              状态             PID
  TCP    127.0.0.1:8411         127.0.0.1:58296        TIME_WAIT       0
  TCP    127.0.0.1:8411         127.0.0.1:58298        TIME_WAIT       0
`;

/** `netstat`, Windows 10 in Spanish, a connection over a link-local address to itself; the number of the process added. */
export const windows10Spanish = `
Conexiones activas

  Proto  Dirección local        Dirección remota       Estado          PID
  TCP    127.0.0.1:50298        127.0.0.1:1521         ESTABLISHED     4104
  TCP    [fe80::c9ee:eb4d:5f0b:a64f%4]:1521  [fe80::c9ee:eb4d:5f0b:a64f%4]:50297  TIME_WAIT       0
`;

/** `netstat -ano`, Windows 11 in German: states are translated, too. */
export const windows11German = `
  TCP    127.0.0.1:8000         0.0.0.0:0              ABHÖREN         169292
  TCP    127.0.0.1:58397        127.0.0.1:8000         WARTEND         0
`;
