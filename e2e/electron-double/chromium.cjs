// Chromium over its debugging pipe: JSON messages with a NUL after each. The TCP port is left to Playwright.
const { spawn } = require('node:child_process');
const { EventEmitter } = require('node:events');

/** One conversation, with the browser or with one of its pages: `send` asks, events arrive under their method names. */
class Session extends EventEmitter {
  #ask;
  constructor(ask) {
    super();
    this.setMaxListeners(0);
    this.#ask = ask;
  }
  /** Resolves with the answer; rejects with what Chromium says. */
  send(method, params = {}) {
    return this.#ask(method, params);
  }
}

/** The browser's own conversation, and the process behind it. Emits `gone` when the process has ended. */
class Chromium extends Session {
  #child;
  #sessions = new Map();
  #pending = new Map();
  #lastId = 0;

  constructor(program, args) {
    super((method, params) => this.#ask(method, params));
    const stdio = ['ignore', 'ignore', 'inherit', 'pipe', 'pipe']; // 2: Playwright reads the port from there
    this.#child = spawn(program, ['--remote-debugging-pipe', ...args], { stdio });
    this.#child.stdio[3].on('error', () => {}); // Chromium is going; `gone` follows
    this.#read(this.#child.stdio[4]);
    this.#child.once('error', (error) => this.#end(error.message));
    this.#child.once('exit', (code, signal) => this.#end(`Chromium has ended (${signal ?? code})`));
  }

  /** The conversation with one page. */
  session(id) {
    if (!this.#sessions.has(id)) {
      this.#sessions.set(id, new Session((method, params) => this.#ask(method, params, id)));
    }
    return this.#sessions.get(id);
  }

  /** Lets Chromium write what it wants to keep; killed, it would lose localStorage. */
  async close(patienceMs) {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => {
      this.once('gone', resolve);
      setTimeout(resolve, patienceMs);
    });
    this.send('Browser.close').catch(() => {}); // it goes before it answers
    await gone;
  }
  kill() {
    this.#child.kill('SIGKILL');
  }

  #ask(method, params, sessionId) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject });
      this.#child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #read(stream) {
    let parts = [];
    stream.on('data', (data) => {
      let start = 0;
      for (let end = data.indexOf(0); end >= 0; end = data.indexOf(0, start)) {
        parts.push(data.subarray(start, end));
        this.#take(JSON.parse(Buffer.concat(parts).toString()));
        parts = [];
        start = end + 1;
      }
      parts.push(data.subarray(start));
    });
  }

  #take({ id, method, params, sessionId, result, error }) {
    if (id === undefined) {
      (sessionId ? this.session(sessionId) : this).emit(method, params);
      return;
    }
    const asked = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) asked.reject(new Error(`${asked.method}: ${error.message}`));
    else asked.resolve(result);
  }

  #end(why) {
    for (const { method, reject } of this.#pending.values()) reject(new Error(`${method}: ${why}`));
    this.#pending.clear();
    this.emit('gone', why);
  }
}

module.exports = { Chromium };
