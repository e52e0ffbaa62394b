// The frame of a generated script: what every one has, and helpers that only some need.

export const helpers: Readonly<Record<string, string>> = {
  trimmed: `function trimmed(bytes) {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  return bytes.subarray(0, end);
}`,
  lower: 'const lower = (bytes) => bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));',
  garbage: `// Random bytes that are the same for the same seed and place.
function garbage(seed, offset, size, ascii) {
  const word = (block) => {
    const state = (Math.imul(block + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b)) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return Buffer.from(Array.from({ length: size }, (_, i) => {
    const byte = (word((offset + i) >>> 2) >>> (((offset + i) & 3) * 8)) & 255;
    return ascii ? 32 + (byte % 95) : byte;
  }));
}`,
  stream: `// Sends what \`produce\` makes, as fast as allowed and as the peer takes it.
async function stream(c, produce, bytesPerSecond, totalBytes) {
  const rate = bytesPerSecond ?? Infinity;
  const startedAt = performance.now();
  for (let at = 0; at < totalBytes && !c.ended && !c.socket.destroyed; ) {
    const size = Math.min(16_384, Math.max(1, Math.floor(rate / 50)), totalBytes - at);
    await send(c, produce(at, size));
    at += size;
    const ms = (at / rate) * 1000 - (performance.now() - startedAt);
    await (ms > 0 ? sleep(ms) : new Promise(setImmediate));
  }
}`,
  after: `function after(how, c) {
  if (how === 'finish') finish(c);
  if (how === 'close') close(c);
}`,
  heard: `// The next message; undefined when none comes in time.
function heard(c, withinMs) {
  if (c.inbox.length > 0) return c.inbox.shift();
  return new Promise((resolve) => {
    const timer = withinMs === undefined ? undefined : setTimeout(() => arrive(undefined), withinMs);
    const arrive = (message) => {
      clearTimeout(timer);
      c.waiting = undefined;
      resolve(message);
    };
    c.waiting = arrive;
  });
}`,
};

export const core = String.raw`const sleep = (ms) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined);

// {{name}} in a text stands for something that is known when it is sent.
function fill(text, c) {
  return text.replace(/\{\{\s*([\w.-]+)(?::([^{}]*))?\s*\}\}/g, (source, name, argument) => valueOf(name, argument, c) ?? source);
}
function valueOf(name, argument, c) {
  if (c.groups && Object.hasOwn(c.groups, name)) return c.groups[name];
  switch (name) {
    case 'match':
    case 'msg': return c.text;
    case 'msg.length': return String(c.message.length);
    case 'msg.number': return String(c.number);
    case 'counter': return String(++c.counter);
    case 'peer': return c.peer;
    case 'time': return argument === 'unix' ? String(Math.floor(Date.now() / 1000)) : argument === 'ms' ? String(Date.now()) : new Date().toISOString();
    case 'rand': return Array.from({ length: Number.parseInt(argument ?? '8', 10) || 8 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[Math.floor(Math.random() * 62)]).join('');
    case 'value': return c.state.get(c.groups[argument] ?? argument) ?? '';
    default: return c.state?.get(name);
  }
}

// The bytes of text, hex, base64 or a file. What came out of a message goes back as the bytes it was.
function data({ text, hex, base64, file }, c) {
  if (hex !== undefined) return Buffer.from(hex.replace(/\s/g, ''), 'hex');
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  if (file !== undefined) return readFileSync(file);
  return text.includes('{{') && c.state ? Buffer.from(fill(text, c), c.codec) : Buffer.from(text);
}

// One after the other: bytes, or null for the end, through the wire to the socket.
function send(c, bytes, pastTheWire = false) {
  if (c.ended || c.socket.destroyed) return;
  if (pastTheWire || c.wire.length === 0) return put(c, bytes);
  return through(c, 0, bytes);
}
function through(c, stage, item) {
  const next = c.wire[stage];
  return next ? next(item, (out) => through(c, stage + 1, out)) : put(c, item);
}
function put(c, item) {
  if (c.socket.destroyed || c.socket.writableEnded) return;
  if (item === null) return void c.socket.end();
  if (item.length === 0 || c.socket.write(item)) return;
  return new Promise((resolve) => c.socket.once('drain', resolve).once('close', resolve));
}
async function finish(c) {
  if (c.ended) return;
  c.ended = true;
  await through(c, 0, null);
}
function close(c) {
  c.ended = true;
  void Promise.resolve(through(c, 0, null)).then(() => c.socket.destroySoon());
}
async function reset(c, now = false) {
  c.ended = true;
  if (!now) {
    await new Promise((resolve) => c.socket.write('', resolve));
    await sleep(25); // what was sent can be read before
  }
  if (!c.socket.destroyed) {
    if (c.onPath) c.socket.destroy();
    else c.socket.resetAndDestroy();
  }
}
`;
