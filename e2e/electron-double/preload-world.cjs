// What a sandboxed preload finds around itself: `require('electron')` with ipcRenderer and contextBridge, and little more.

/**
 * Runs a preload in its own world of the page; sent there as text. `tools.wire` takes text to the main process, and what
 * comes from there arrives at the function put under `tools.inbox`.
 */
function runPreload(tools, preload) {
  if (window !== window.top) return; // as in Electron, frames inside the page get none
  const { write, read } = tools.makeValues();
  const toMain = globalThis[tools.wire];
  const invocations = new Map();
  const listeners = new Map();
  let lastNumber = 0;
  // structuredClone refuses here, at the caller, what cannot travel
  const put = (kind, channel, args, number) => toMain(write({ kind, channel, args: structuredClone(args), number }));
  const listOf = (channel) => listeners.get(channel) ?? [];

  const ipcRenderer = {
    send: (channel, ...args) => put('send', channel, args),
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        invocations.set(++lastNumber, { channel, resolve, reject });
        put('invoke', channel, args, lastNumber);
      }),
    on(channel, listener) {
      listeners.set(channel, [...listOf(channel), listener]);
      return ipcRenderer;
    },
    once(channel, listener) {
      const first = (...args) => {
        ipcRenderer.off(channel, first);
        listener(...args);
      };
      return ipcRenderer.on(channel, first);
    },
    off(channel, listener) {
      const rest = listOf(channel).filter((each) => each !== listener);
      listeners.set(channel, rest);
      return ipcRenderer;
    },
    removeAllListeners(channel) {
      listeners.delete(channel);
      return ipcRenderer;
    },
  };
  ipcRenderer.addListener = ipcRenderer.on;
  ipcRenderer.removeListener = ipcRenderer.off;

  function take({ kind, channel, args, number, result, error }) {
    if (kind === 'event') {
      for (const listener of listOf(channel)) listener({ sender: ipcRenderer, ports: [] }, ...args);
      return;
    }
    const asked = invocations.get(number);
    invocations.delete(number);
    if (error === undefined) asked.resolve(result);
    else asked.reject(new Error(`Error invoking remote method '${asked.channel}': ${error}`));
  }
  globalThis[tools.inbox] = (texts) => {
    for (const text of texts) {
      try {
        take(read(text));
      } catch (error) {
        reportError(error); // one listener's exception does not keep the next message from arriving
      }
    }
  };

  const electron = named('electron', {
    ipcRenderer: named('ipcRenderer', ipcRenderer),
    contextBridge: tools.bridgeWorlds('preload', tools.secret),
    webUtils: { getPathForFile: () => '' }, // files in a test come from no disk
  });
  function named(name, object) {
    return new Proxy(object, {
      get(_target, key) {
        if (key in object || typeof key === 'symbol') return object[key];
        throw new Error(`The Electron double has no ${name}.${key} in preloads.`);
      },
    });
  }
  function require(id) {
    if (id === 'electron' || id === 'electron/renderer') return electron;
    throw new Error(`module not found: ${id}`); // the sandbox has no more than a few modules; nobody here needs them
  }
  const process = { type: 'renderer', sandboxed: true, contextIsolated: true, ...tools.process };
  put('hello', location.href, []);
  preload(require, { exports: {} }, process);
}

module.exports = { runPreload };
