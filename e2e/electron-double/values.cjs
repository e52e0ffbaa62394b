// Structured-clone values as text, with their cycles and shared parts. The same source runs in Node and, sent as text,
// in the page: it may use nothing but what both have.

/** Makes `write` and `read`. Values are assumed to have passed `structuredClone`, which refuses what cannot travel. */
function makeValues() {
  const inNode = typeof Buffer === 'function';
  const toText = (bytes) => (inNode ? Buffer.from(bytes).toString('base64') : bytes.toBase64());
  const toBytes = (text) => (inNode ? new Uint8Array(Buffer.from(text, 'base64')) : Uint8Array.fromBase64(text));
  const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const errors = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

  /** `put` gives the number under which a part is kept. */
  function describe(value, put) {
    if (value === undefined) return ['undefined'];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (Object.is(value, -0)) return ['number', '-0'];
    if (typeof value === 'number' && !Number.isFinite(value)) return ['number', String(value)]; // JSON has neither
    if (typeof value !== 'object' || value === null) return ['plain', value];
    if (Array.isArray(value)) return ['array', Array.from(value, put)];
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind === 'Date') return ['date', value.getTime()];
    if (kind === 'RegExp') return ['regexp', value.source, value.flags];
    if (kind === 'Map') return ['map', Array.from(value, (pair) => pair.map(put))];
    if (kind === 'Set') return ['set', Array.from(value, put)];
    if (kind === 'ArrayBuffer') return ['buffer', toText(new Uint8Array(value))];
    if (ArrayBuffer.isView(value)) return ['view', kind, toText(bytesOf(value))];
    if (kind === 'Error') return ['error', value.name, value.message, value.stack];
    return ['object', Object.entries(value).map(([key, part]) => [key, put(part)])];
  }

  function write(root) {
    const parts = [];
    const numbers = new Map();
    const put = (value) => {
      const isObject = typeof value === 'object' && value !== null;
      if (isObject && numbers.has(value)) return numbers.get(value);
      const number = parts.push(null) - 1;
      if (isObject) numbers.set(value, number);
      parts[number] = describe(value, put);
      return number;
    };
    put(root);
    return JSON.stringify(parts);
  }

  function read(text) {
    const parts = JSON.parse(text);
    const made = new Map();
    const keep = (number, value, fill = () => {}) => {
      made.set(number, value); // before its parts are made: one of them may be the value itself
      fill(value);
      return value;
    };
    const get = (number) => (made.has(number) ? made.get(number) : make(number, parts[number]));
    const make = (number, [kind, a, b, c]) => {
      switch (kind) {
        case 'plain':
          return a;
        case 'undefined':
          return undefined;
        case 'bigint':
          return BigInt(a);
        case 'number':
          return Number(a);
        case 'array':
          return keep(number, [], (list) => list.push(...a.map(get)));
        case 'date':
          return keep(number, new Date(a));
        case 'regexp':
          return keep(number, new RegExp(a, b));
        case 'map':
          return keep(number, new Map(), (map) => {
            for (const [key, value] of a) map.set(get(key), get(value));
          });
        case 'set':
          return keep(number, new Set(), (set) => {
            for (const value of a) set.add(get(value));
          });
        case 'buffer':
          return keep(number, toBytes(a).buffer);
        case 'view':
          return keep(number, new globalThis[a](toBytes(b).buffer));
        case 'error':
          return keep(number, Object.assign(new (errors[a] ?? Error)(b), { stack: c }));
        default:
          return keep(number, {}, (object) => {
            for (const [key, value] of a) object[key] = get(value);
          });
      }
    };
    return get(0);
  }

  return { write, read };
}

module.exports = { makeValues };
