// The pieces a generated script is put together from. Each is plain JavaScript for Node, kept as text; a script gets only
// those it needs. They say the same as the parts of the mock of the same name, in as few lines as can be read.

type Snippets = Readonly<Record<string, string>>;

/** (settings, bytes) → where the first message ends: `{ start, end, size }`. */
export const framingSnippets: Snippets = {
  chunk: '(_, b) => b.length > 0 && { start: 0, end: b.length, size: b.length }',
  delimiter: String.raw`(f, b) => {
    const ends = { lf: '\n', crlf: '\r\n', nul: '\0' };
    const end = Buffer.from(ends[f.bytes] ?? f.bytes.text ?? Buffer.from((f.bytes.hex ?? '').replace(/\s/g, ''), 'hex'));
    const at = b.indexOf(end);
    return at >= 0 && { start: 0, end: at, size: at + end.length };
  }`,
  fixed: '(f, b) => b.length >= f.size && { start: 0, end: f.size, size: f.size }',
  'length-prefix': `({ bytes, endian = 'big', offset = 0, countsItself, keepHeader = offset > 0 }, b) => {
    if (b.length < offset + bytes) return false;
    const digits = [...b.subarray(offset, offset + bytes)];
    const length = (endian === 'big' ? digits : digits.reverse()).reduce((n, byte) => n * 256 + byte, 0);
    const size = Math.max(offset + bytes, offset + length + (countsItself ? 0 : bytes));
    return b.length >= size && { start: keepHeader ? 0 : Math.min(size, offset + bytes), end: size, size };
  }`,
  'blank-line': String.raw`(_, b) => {
    const found = ['\r\n\r\n', '\n\n'].map((end) => ({ at: b.indexOf(end), end })).filter(({ at }) => at >= 0);
    const first = found.sort((x, y) => x.at - y.at)[0];
    return first && { start: 0, end: first.at, size: first.at + first.end.length };
  }`,
  quiet: '() => false',
  'until-finish': '() => false',
};

const compare = (test: string) => `(m, c) => {
    let [seen, wanted] = [c.message, data(m, {})];
    if (m.ignoreTrailingCrLf) seen = trimmed(seen);
    if (m.ignoreCase) [seen, wanted] = [lower(seen), lower(wanted)];
    return ${test};
  }`;

/** (settings, connection) → whether the message is meant; patterns leave what they captured in `c.groups`. */
export const matcherSnippets: Snippets = {
  any: '() => true',
  exact: compare('seen.equals(wanted)'),
  'starts-with': compare('seen.subarray(0, wanted.length).equals(wanted)'),
  'ends-with': compare('seen.length >= wanted.length && seen.subarray(seen.length - wanted.length).equals(wanted)'),
  contains: compare('seen.includes(wanted)'),
  regex: `(m, c) => {
    const found = new RegExp(m.pattern, m.flags ?? '').exec(c.text);
    if (!found) return false;
    c.groups = { match: found[0], ...Object.fromEntries([...found].map((g, i) => [i, g ?? '']).slice(1)) };
    for (const [name, value] of Object.entries(found.groups ?? {})) c.groups[name] = value ?? '';
    return true;
  }`,
  'hex-pattern': String.raw`({ pattern, offset = 0 }, c) =>
    pattern.trim().replace(/\s/g, '').match(/../g).every((two, i) =>
      offset + i < c.message.length && (two === '??' || c.message[offset + i] === Number.parseInt(two, 16)))`,
  length: `({ is, bytes, to = Infinity }, { message: { length } }) =>
    ({ equals: length === bytes, below: length < bytes, above: length > bytes, between: length >= bytes && length <= to })[is]`,
  number: `(m, c) => (m.of === 'server' ? c.serverNumber : c.number) === m.n`,
  every: `(m, c) => (m.of === 'server' ? c.serverNumber : c.number) % m.n === 0`,
  'state-is': `(m, c) => (c.state.get(m.name) ?? '') === m.value`,
  'all-of': `(m, c) => {
    const groups = {};
    for (const part of m.of) {
      c.groups = {};
      if (!matches(part, c)) return false;
      Object.assign(groups, c.groups);
    }
    c.groups = groups;
    return true;
  }`,
  'any-of': '(m, c) => m.of.some((part) => matches(part, c))',
  not: '(m, c) => !matches(m.of, c)',
};

/** (settings, connection) → carries it out; async where it takes time. */
export const actionSnippets: Snippets = {
  send: '(a, c) => send(c, data(a, c), a.ignoreWire)',
  echo: `({ prefix = '', suffix = '', reverse, upper }, c) => {
    let bytes = Buffer.from(c.message);
    if (reverse) bytes.reverse();
    if (upper) bytes = bytes.map((b) => (b >= 97 && b <= 122 ? b - 32 : b));
    return send(c, Buffer.concat([data({ text: prefix }, c), bytes, data({ text: suffix }, c)]));
  }`,
  wait: '({ ms, jitterMs = 0 }) => sleep(Math.max(0, ms + (Math.random() * 2 - 1) * jitterMs))',
  finish: '(_, c) => finish(c)',
  close: '(a, c) => (a.afterFlush === false ? c.socket.destroy() : close(c))',
  reset: '(a, c) => reset(c, a.afterFlush === false)',
  'stop-reading': `({ ms }, c) => {
    c.socket.pause();
    if (ms !== undefined) setTimeout(() => c.socket.resume(), ms);
  }`,
  'resume-reading': '(_, c) => c.socket.resume()',
  'send-garbage':
    '({ bytes, seed = Math.floor(Math.random() * 2 ** 32), ascii }, c) => send(c, garbage(seed, 0, bytes, ascii))',
  'send-part': `async ({ bytes, percent = 50, afterwards, ...what }, c) => {
    const whole = data(what, c);
    await send(c, whole.subarray(0, bytes ?? Math.floor((whole.length * percent) / 100)));
    if (afterwards === 'close') close(c);
    if (afterwards === 'reset') await reset(c);
  }`,
  'set-state': '({ name, value }, c) => void c.state.set(fill(name, c), fill(value, c))',
  forward: `({ target, reply = true }, c) => {
    const key = JSON.stringify([target, reply]);
    c.upstreams[key] ??= net.connect(target).on('error', () => c.socket.destroy());
    if (reply && c.upstreams[key].listenerCount('data') === 0) c.upstreams[key].on('data', (chunk) => send(c, chunk));
    c.upstreams[key].write(c.raw);
  }`,
  mark: `({ text }, c) => console.log(new Date().toISOString(), c.peer, fill(text, c))`,
  repeat: `async (a, c) => {
    for (let i = 0; i < a.times && !(a.until && matches(a.until, c)); i++) await act(a.do, c);
  }`,
};

/** What a base behaviour does when somebody connects, and with a message nothing else has taken. */
export const behaviourSnippets: Readonly<Record<string, { readonly opened?: string; readonly heard?: string }>> = {
  echo: {
    heard: `({ prefix = '', maxBytes = Infinity }, c) => send(c, Buffer.concat([data({ text: prefix }, c), c.raw.subarray(0, maxBytes)]))`,
  },
  discard: {},
  chargen: {
    opened: String.raw`({ pattern = 'ascii', text = '.', hex, bytesPerSecond = 1e6, totalBytes = Infinity }, c) => {
    const line = (i) => String.fromCharCode(...Array.from({ length: 72 }, (_, j) => 32 + ((i + j) % 95))) + '\r\n';
    const ascii = Buffer.from(Array.from({ length: 95 }, (_, i) => line(i)).join(''));
    const custom = hex ? Buffer.from(hex.replace(/\s/g, ''), 'hex') : Buffer.from(text);
    const over = { ascii, zeros: Buffer.alloc(1), custom }[pattern];
    const counted = (at) => (String(Math.floor(at / 12)).padStart(10, '0') + '\r\n').charCodeAt(at % 12);
    stream(c, (at, size) => Buffer.from(Array.from({ length: size }, (_, i) =>
      over ? over[(at + i) % over.length] : counted(at + i))), bytesPerSecond, totalBytes);
  }`,
  },
  daytime: {
    opened: String.raw`async ({ format = 'rfc867', text = '{{time}}', timeZone = 'UTC', afterwards = 'finish' }, c) => {
    const now = new Date();
    const part = (options) => new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(now);
    const said = {
      rfc867: () => part({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }) + ' ' +
        part({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }) + '-' + timeZone,
      iso: () => now.toISOString(),
      unix: () => String(Math.floor(now / 1000)),
      custom: () => fill(text, c),
    }[format]();
    await send(c, Buffer.from(said + '\r\n'));
    after(afterwards, c);
  }`,
  },
  banner: {
    opened: `async ({ delayMs = 0, afterwards, ...what }, c) => {
    await sleep(delayMs);
    await send(c, data(what, c));
    after(afterwards, c);
  }`,
  },
  'fixed-reply': {
    heard: `async ({ per, delayMs = 0, ...what }, c) => {
    if (per === 'connection' && c.number > 1) return;
    await sleep(delayMs);
    await send(c, data(what, c));
  }`,
  },
  file: {
    opened: `async ({ file, onEnd = 'finish' }, c) => {
    do await send(c, readFileSync(file));
    while (onEnd === 'loop' && !c.socket.destroyed);
    if (onEnd === 'finish') finish(c);
  }`,
  },
  'never-reply': { opened: '({ keepReading = true }, c) => void (keepReading || c.socket.pause())' },
  'stop-reading': {
    opened: '({ afterBytes = 0 }, c) => void (afterBytes === 0 && c.socket.pause())',
    heard: '({ afterBytes = 0 }, c) => void (c.received >= afterBytes && c.socket.pause())',
  },
  garbage: {
    opened: `({ seed = Math.floor(Math.random() * 2 ** 32), ascii, bytesPerSecond = 10_000, totalBytes = Infinity }, c) =>
    stream(c, (at, size) => garbage(seed, at, size, ascii), bytesPerSecond, totalBytes)`,
  },
  relay: {
    opened: `({ target, onRefuse, refusalText = '' }, c) => {
    c.upstream = net.connect({ ...target, allowHalfOpen: true });
    c.upstream.on('data', (chunk) => send(c, chunk));
    c.upstream.on('end', () => finish(c));
    c.upstream.on('error', () => {
      if (onRefuse === 'reply') c.socket.write(refusalText);
      if (onRefuse === 'reset') reset(c, true);
      else close(c);
    });
  }`,
    heard: '(_, c) => void c.upstream.write(c.raw)',
  },
  'hang-up': {
    opened: `async ({ how, delayMs = 0 }, c) => {
    await sleep(delayMs);
    if (how === 'reset') await reset(c);
    else close(c);
  }`,
  },
  broadcast: {
    heard: `({ includeSender }, c) => {
    for (const other of connections) if (other !== c || includeSender) send(other, c.raw);
  }`,
  },
};

/** (settings, connection) → a function that takes bytes, or null for the end, and hands on with `put`. */
export const wireSnippets: Snippets = {
  delay: `({ ms, jitterMs = 0 }) => {
    let last = Promise.resolve();
    return (item, put) => {
      const due = sleep(Math.max(0, ms + (Math.random() * 2 - 1) * jitterMs));
      last = Promise.all([last, due]).then(() => put(item));
      return last;
    };
  }`,
  throttle: `({ bytesPerSecond }) => {
    let free = performance.now();
    return async (item, put) => {
      for (let at = 0; item && at < item.length; ) {
        const piece = item.subarray(at, at + Math.max(1, Math.floor(bytesPerSecond / 50)));
        at += piece.length;
        free = Math.max(free, performance.now()) + (piece.length / bytesPerSecond) * 1000;
        await sleep(free - performance.now());
        await put(piece);
      }
      if (!item) await put(item);
    };
  }`,
  slice: `({ bytes, variationBytes = 0, gapMs = 0 }) => async (item, put) => {
    for (let at = 0; item && at < item.length; ) {
      const size = Math.max(1, bytes + Math.round((Math.random() * 2 - 1) * variationBytes));
      if (at > 0) await sleep(gapMs);
      await put(item.subarray(at, at + size));
      at += size;
    }
    if (!item) await put(item);
  }`,
  'cut-after': `({ bytes, afterwards = 'close' }, c) => {
    let left = bytes;
    return async (item, put) => {
      if (left < 0) return;
      const rest = left - (item?.length ?? 0);
      if (!item || left > 0) await put(item && item.subarray(0, left));
      left = rest;
      if (rest > 0 || !item) return;
      left = -1;
      if (afterwards === 'close') c.socket.destroySoon();
      if (afterwards === 'reset') await reset(c, true);
    };
  }`,
  'reset-after': `({ bytes = 0 }, c) => {
    let left = bytes;
    return async (item, put) => {
      if (left < 0) return;
      const rest = left - (item?.length ?? 0);
      if (!item || left > 0) await put(item && item.subarray(0, left));
      left = rest;
      if (rest > 0 || !item) return;
      left = -1;
      await sleep(25); // what was sent can be read before
      await reset(c, true);
    };
  }`,
  'slow-close': `({ ms }) => async (item, put) => {
    if (!item) await sleep(ms);
    await put(item);
  }`,
};

/** (step, connection) → carries it out; answers the label to go to. */
export const stepSnippets: Snippets = {
  expect: `async (s, c) => {
    const came = await heard(c, s.withinMs);
    if (came) heardAs(c, came.raw, came.bytes);
    if (came && matches(s.match, c)) return;
    if (s.otherwise === 'skip') return;
    if (s.otherwise === 'reset') await reset(c);
    else close(c);
    throw new Stop();
  }`,
  send: '(s, c) => send(c, data(s, c))',
  wait: '({ ms, jitterMs = 0 }) => sleep(Math.max(0, ms + (Math.random() * 2 - 1) * jitterMs))',
  finish: '(_, c) => finish(c)',
  close: `(_, c) => {
    close(c);
    throw new Stop();
  }`,
  reset: `async (_, c) => {
    await reset(c);
    throw new Stop();
  }`,
  'stop-reading': `({ ms }, c) => {
    c.socket.pause();
    if (ms !== undefined) setTimeout(() => c.socket.resume(), ms);
  }`,
  'resume-reading': '(_, c) => void c.socket.resume()',
  label: '() => {}',
  'go-to': '({ label, times = 1000 }, c, visits) => (visits > times ? undefined : label)',
  note: `({ text }, c) => console.log(new Date().toISOString(), c.peer, fill(text, c))`,
};
