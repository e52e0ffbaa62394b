// The three machines: Node's `readyState`, the kernel's for TCP (RFC 9293 section 3.3.2), and the kernel's for UNIX sockets.
import type { Machine } from './machine.ts';

/** Node's view of one end. Words as in `ux.md` 2.2. */
export const nodeMachine: Machine = {
  kind: 'node',
  title: 'Node',
  width: 540,
  height: 112,
  states: [
    { id: 'opening', word: 'Connecting', x: 52, y: 56 },
    { id: 'open', word: 'Both ways', x: 200, y: 56 },
    { id: 'readOnly', word: 'Receive-only', x: 346, y: 22 },
    { id: 'writeOnly', word: 'Send-only', x: 346, y: 90 },
    { id: 'closed', word: 'Closed', x: 488, y: 56 },
  ],
  edges: [
    { from: 'opening', to: 'open', label: 'connect', at: [126, 50] },
    { from: 'open', to: 'readOnly', label: 'end()', at: [262, 30] },
    { from: 'open', to: 'writeOnly', label: '’end’', at: [262, 92] },
    { from: 'readOnly', to: 'closed', label: '’end’', at: [424, 30] },
    { from: 'writeOnly', to: 'closed', label: 'end()', at: [424, 92] },
    { from: 'open', to: 'closed', label: '', at: [314, 56] },
    {
      from: 'opening',
      to: 'closed',
      label: '',
      via: [
        [52, 110],
        [488, 110],
      ],
      at: [120, 104],
    },
  ],
};

/** The kernel's view of one end of a TCP connection. The way of the end that closes first is on the outside. */
export const tcpMachine: Machine = {
  kind: 'tcp',
  title: 'Kernel',
  width: 540,
  height: 270,
  states: [
    { id: 'SYN_SENT', x: 92, y: 20 },
    { id: 'CLOSED', x: 300, y: 20 },
    { id: 'LISTEN', x: 486, y: 20 },
    { id: 'ESTABLISHED', x: 196, y: 82 },
    { id: 'SYN_RECV', x: 486, y: 82 },
    { id: 'FIN_WAIT_1', x: 70, y: 144 },
    { id: 'CLOSE_WAIT', x: 404, y: 144 },
    { id: 'FIN_WAIT_2', x: 70, y: 200 },
    { id: 'CLOSING', x: 218, y: 200 },
    { id: 'LAST_ACK', x: 404, y: 200 },
    { id: 'TIME_WAIT', x: 144, y: 252 },
  ],
  edges: [
    { from: 'CLOSED', to: 'SYN_SENT', label: 'connect() · SYN', at: [196, 14] },
    { from: 'CLOSED', to: 'LISTEN', label: 'listen()', at: [393, 14] },
    { from: 'LISTEN', to: 'SYN_RECV', label: 'SYN in', at: [508, 54] },
    { from: 'SYN_SENT', to: 'ESTABLISHED', label: 'SYN+ACK in', at: [104, 58] },
    { from: 'SYN_RECV', to: 'ESTABLISHED', label: 'ACK in', at: [370, 76] },
    { from: 'ESTABLISHED', to: 'FIN_WAIT_1', label: 'end() · FIN out', at: [86, 112] },
    { from: 'ESTABLISHED', to: 'CLOSE_WAIT', label: 'FIN in', at: [344, 112] },
    { from: 'FIN_WAIT_1', to: 'FIN_WAIT_2', label: 'ACK in', at: [46, 175] },
    { from: 'FIN_WAIT_1', to: 'CLOSING', label: 'FIN in', at: [174, 170] },
    { from: 'FIN_WAIT_2', to: 'TIME_WAIT', label: 'FIN in', at: [78, 234] },
    { from: 'CLOSING', to: 'TIME_WAIT', label: 'ACK in', at: [212, 234] },
    { from: 'CLOSE_WAIT', to: 'LAST_ACK', label: 'end() · FIN out', at: [456, 175] },
    { from: 'LAST_ACK', to: 'CLOSED', label: 'ACK in', via: [[312, 200]], at: [334, 190] },
    { from: 'TIME_WAIT', to: 'CLOSED', label: 'after 60 s', via: [[288, 252]], at: [236, 262] },
  ],
};

/** The kernel's view of one end of a UNIX socket, which is not TCP. */
export const unixMachine: Machine = {
  kind: 'unix',
  title: 'Kernel',
  width: 540,
  height: 96,
  states: [
    { id: 'UNCONNECTED', x: 56, y: 48 },
    { id: 'CONNECTING', x: 186, y: 48 },
    { id: 'CONNECTED', x: 316, y: 48 },
    { id: 'DISCONNECTING', x: 442, y: 48 },
  ],
  edges: [
    { from: 'UNCONNECTED', to: 'CONNECTING', label: '', at: [121, 40] },
    { from: 'CONNECTING', to: 'CONNECTED', label: '', at: [251, 40] },
    { from: 'CONNECTED', to: 'DISCONNECTING', label: '', at: [379, 40] },
    { from: 'UNCONNECTED', to: 'CONNECTED', label: 'connect()', via: [[186, 14]], at: [186, 12] },
  ],
  note: 'UNIX sockets have no SYN, FIN or TIME_WAIT.',
};

/** The name of a kernel state in the drawing: Linux says CLOSE for the RFC's CLOSED. */
export const drawnState = (state: string): string => (state === 'CLOSE' ? 'CLOSED' : state);
