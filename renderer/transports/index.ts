import type { Transport } from '../../shared/contract/transport.ts';
import { ipcTransport } from './ipc-transport.ts';
import { apiAddress, openWebSocket } from './websocket-transport.ts';

/** The way to the engine from where this page runs: the desktop app's pipe, or the WebSocket beside the page. */
export function openTransport(): Promise<Transport> {
  return window.socketLab
    ? Promise.resolve(ipcTransport(window.socketLab))
    : openWebSocket(apiAddress(window.location));
}
