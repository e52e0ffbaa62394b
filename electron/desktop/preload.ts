// The only bridge between the page and the rest: one pipe for envelopes, and one for what only the desktop has. What
// methods and messages there are is not known here, so this file never changes with them. Text crosses the bridge far
// cheaper than objects, which are copied piece by piece.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CLOSE, PAGE_ASKS, PAGE_TELLS, SHELL_TELLS, TAKEN, TO_ENGINE, TO_PAGE } from './channels.ts';

const page = crypto.randomUUID();
const handlers = new Set<(text: string) => void>();
const shellHandlers = new Set<(text: string) => void>();
let opened = 0;
let connection: string | undefined;

ipcRenderer.on(TO_PAGE, (_event, from: string, text: string) => {
  if (from !== connection) return; // meant for the page before, or for one that has closed
  ipcRenderer.send(TAKEN, from, text.length);
  for (const handle of [...handlers]) handle(text);
});
ipcRenderer.on(SHELL_TELLS, (_event, text: string) => {
  for (const handle of [...shellHandlers]) handle(text);
});

function subscribe(to: Set<(text: string) => void>, handle: (text: string) => void): () => void {
  to.add(handle);
  return () => {
    to.delete(handle);
  };
}

contextBridge.exposeInMainWorld('socketLab', {
  /** Sends one envelope as JSON text. The first one opens the connection, the first after `close` a new one. */
  send: (text: string) => {
    connection ??= `${page}:${++opened}`;
    ipcRenderer.send(TO_ENGINE, connection, String(text));
  },
  /** Hands over envelopes as JSON text; returns its own undo. */
  onEnvelope: (handle: (text: string) => void) => subscribe(handlers, handle),
  close: () => {
    if (connection !== undefined) ipcRenderer.send(CLOSE, connection);
    connection = undefined;
  },
  /** What only the desktop has. Texts are the JSON of shared/desktop/messages.ts. */
  shell: {
    tell: (text: string) => ipcRenderer.send(PAGE_TELLS, String(text)),
    ask: (text: string): Promise<string> => ipcRenderer.invoke(PAGE_ASKS, String(text)),
    onTold: (handle: (text: string) => void) => subscribe(shellHandlers, handle),
    /** Where a dropped file lies on this machine; empty for a file that lies nowhere. */
    pathOf: (file: File) => webUtils.getPathForFile(file),
  },
});
