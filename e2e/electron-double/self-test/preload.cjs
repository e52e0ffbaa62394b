const { contextBridge, ipcRenderer } = require('electron');

function complaint(run) {
  try {
    run();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

const pongs = [];
ipcRenderer.on('pong', (_event, n) => pongs.push(n));

contextBridge.exposeInMainWorld('bridge', {
  fsRefused: complaint(() => require('node:fs')) !== undefined,
  type: process.type,
  electron: process.versions.electron,
  nested: { list: [1, () => 'deep'] },
  add: (a, b) => a + b,
  fail: () => {
    throw new TypeError('not here');
  },
  later: (value) => Promise.resolve(value),
  laterFail: () => Promise.reject(new Error('not now')),
  callBack: (back) => back(new Uint8Array([7]), { text: 'x' }),
  twice: () => complaint(() => contextBridge.exposeInMainWorld('bridge', {})),
  echo: (...values) => ipcRenderer.invoke('echo', ...values),
  invoke: (channel) => ipcRenderer.invoke(channel),
  notCloneable: () => complaint(() => ipcRenderer.send('ping', () => {})) !== undefined,
  ping: (n) => ipcRenderer.send('ping', n),
  pongs: () => pongs,
});
