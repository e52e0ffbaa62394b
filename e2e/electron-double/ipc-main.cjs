const { EventEmitter } = require('node:events');

/** `ipcMain`: listeners for `send`, one handler each for `invoke`. */
class IpcMain extends EventEmitter {
  #handlers = new Map();

  handle(channel, handler) {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }
  removeHandler(channel) {
    this.#handlers.delete(channel);
  }

  /** What a page's `invoke` is answered with; an error is answered as its text, as in Electron. */
  async answer(event, channel, args) {
    const handler = this.#handlers.get(channel);
    try {
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return { result: structuredClone(await handler(event, ...args)) };
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error);
      return { error: String(error) };
    }
  }
}

module.exports = { ipcMain: new IpcMain() };
