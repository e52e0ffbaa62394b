// The only bridge between the page and the rest: one pipe for envelopes. What methods there are is not known here, so
// this file never changes with them. Text crosses the bridge far cheaper than objects, which are copied piece by piece.
import { contextBridge, ipcRenderer } from 'electron';
import { CLOSE, TAKEN, TO_ENGINE, TO_PAGE } from './channels.ts';

const page = crypto.randomUUID();
const handlers = new Set<(text: string) => void>();
let opened = 0;
let connection: string | undefined;

ipcRenderer.on(TO_PAGE, (_event, from: string, text: string) => {
  if (from !== connection) return; // meant for the page before, or for one that has closed
  ipcRenderer.send(TAKEN, from, text.length);
  for (const handle of [...handlers]) handle(text);
});

contextBridge.exposeInMainWorld('socketLab', {
  /** Sends one envelope as JSON text. The first one opens the connection, the first after `close` a new one. */
  send: (text: string) => {
    connection ??= `${page}:${++opened}`;
    ipcRenderer.send(TO_ENGINE, connection, String(text));
  },
  /** Hands over envelopes as JSON text; returns its own undo. */
  onEnvelope: (handle: (text: string) => void) => {
    handlers.add(handle);
    return () => {
      handlers.delete(handle);
    };
  },
  close: () => {
    if (connection !== undefined) ipcRenderer.send(CLOSE, connection);
    connection = undefined;
  },
});
