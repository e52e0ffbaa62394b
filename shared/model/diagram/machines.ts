// The three machines: Node's `readyState`, the kernel's for TCP (RFC 9293 section 3.3.2), and the kernel's for UNIX sockets.
import type { Machine } from './machine.ts';

/** Node's view of one end. Words as in `ux.md` 2.2. */
export const nodeMachine: Machine = {
  kind: 'node',
  title: 'Node',
  width: 500,
  height: 112,
  states: [
    { id: 'opening', word: 'Connecting', x: 56, y: 56 },
    { id: 'open', word: 'Both ways', x: 184, y: 56 },
    { id: 'readOnly', word: 'Receive-only', x: 316, y: 26 },
    { id: 'writeOnly', word: 'Send-only', x: 316, y: 86 },
    { id: 'closed', word: 'Closed', x: 444, y: 56 },
  ],
  edges: [
    { from: 'opening', to: 'open', label: 'connect', at: [120, 48] },
    { from: 'open', to: 'readOnly', label: 'end()', at: [246, 32] },
    { from: 'open', to: 'writeOnly', label: '’end’', at: [246, 88] },
    { from: 'readOnly', to: 'closed', label: '’end’', at: [384, 32] },
    { from: 'writeOnly', to: 'closed', label: 'end()', at: [384, 88] },
    { from: 'open', to: 'closed', label: '', at: [314, 56] },
    {
      from: 'opening',
      to: 'closed',
      label: '',
      via: [
        [56, 108],
        [444, 108],
      ],
      at: [120, 104],
    },
  ],
};

/** The kernel's view of one end of a TCP connection. The way of the end that closes first is on the outside. */
export const tcpMachine: Machine = {
  kind: 'tcp',
  title: 'Kernel',
  width: 500,
  height: 246,
  states: [
    { id: 'SYN_SENT', x: 176, y: 22 },
    { id: 'CLOSED', x: 316, y: 22 },
    { id: 'LISTEN', x: 446, y: 22 },
    { id: 'ESTABLISHED', x: 246, y: 78 },
    { id: 'SYN_RECV', x: 446, y: 78 },
    { id: 'FIN_WAIT_1', x: 76, y: 132 },
    { id: 'CLOSE_WAIT', x: 400, y: 132 },
    { id: 'FIN_WAIT_2', x: 76, y: 182 },
    { id: 'CLOSING', x: 228, y: 182 },
    { id: 'LAST_ACK', x: 400, y: 182 },
    { id: 'TIME_WAIT', x: 152, y: 228 },
  ],
  edges: [
    { from: 'CLOSED', to: 'SYN_SENT', label: 'connect() · SYN', at: [246, 14] },
    { from: 'CLOSED', to: 'LISTEN', label: 'listen()', at: [381, 14] },
    { from: 'LISTEN', to: 'SYN_RECV', label: 'SYN in', at: [466, 50] },
    { from: 'SYN_SENT', to: 'ESTABLISHED', label: 'SYN+ACK in', at: [184, 52] },
    { from: 'SYN_RECV', to: 'ESTABLISHED', label: 'ACK in', at: [346, 70] },
    { from: 'ESTABLISHED', to: 'FIN_WAIT_1', label: 'end() · FIN out', at: [128, 104] },
    { from: 'ESTABLISHED', to: 'CLOSE_WAIT', label: 'FIN in', at: [340, 104] },
    { from: 'FIN_WAIT_1', to: 'FIN_WAIT_2', label: 'ACK in', at: [52, 160] },
    { from: 'FIN_WAIT_1', to: 'CLOSING', label: 'FIN in', at: [172, 152] },
    { from: 'FIN_WAIT_2', to: 'TIME_WAIT', label: 'FIN in', at: [88, 212] },
    { from: 'CLOSING', to: 'TIME_WAIT', label: 'ACK in', at: [218, 212] },
    { from: 'CLOSE_WAIT', to: 'LAST_ACK', label: 'end() · FIN out', at: [450, 160] },
    {
      from: 'LAST_ACK',
      to: 'CLOSED',
      label: 'ACK in',
      via: [[316, 182]],
      at: [334, 150],
    },
    {
      from: 'TIME_WAIT',
      to: 'CLOSED',
      label: 'after 60 s',
      via: [[316, 228]],
      at: [258, 222],
    },
  ],
};

/** The kernel's view of one end of a UNIX socket, which is not TCP. */
export const unixMachine: Machine = {
  kind: 'unix',
  title: 'Kernel',
  width: 500,
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
