// What contextBridge does, inside the page. Chromium gives the preload a world of its own, as Electron does: the same
// document, other objects. The only thing that passes is the `detail` of an event, which Chromium clones on the way; so
// functions and promises stay where they are and are called by number.

/**
 * One end of the bridge; runs in both worlds, and is sent there as text. `secret` keeps the page from guessing the
 * names of the events.
 */
function bridgeWorlds(side, secret) {
  const other = side === 'page' ? 'preload' : 'page';
  const tell = EventTarget.prototype.dispatchEvent.bind(window);
  const nameOf = (to, what) => `${secret}/${to}/${what}`;
  const post = (what, detail) => tell(new CustomEvent(nameOf(other, what), { detail }));
  const on = (what, handle) => window.addEventListener(nameOf(side, what), ({ detail }) => handle(detail));

  const functions = new Map(); // ours, by number
  const promises = new Map(); // theirs, by number, until they settle
  let lastNumber = 0;
  let returned; // the outcome of the call that is running: events are delivered within `dispatchEvent`

  const isRecord = (value) => Object.prototype.toString.call(value) === '[object Object]';
  function pack(value) {
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (typeof value === 'function') {
      functions.set(++lastNumber, value);
      return { is: 'function', number: lastNumber };
    }
    if (value instanceof Promise) {
      const number = ++lastNumber;
      const settle = (outcome) => post('settled', { number, ...outcome });
      value.then(
        (result) => settle(attempt(() => result)),
        (error) => settle({ error }),
      );
      return { is: 'promise', number };
    }
    if (Array.isArray(value)) return { is: 'list', parts: value.map(pack) };
    if (isRecord(value)) return { is: 'record', parts: Object.entries(value).map(([key, part]) => [key, pack(part)]) };
    return { is: 'value', value };
  }
  function unpack(parcel) {
    switch (parcel.is) {
      case 'function':
        return (...args) => call(parcel.number, args);
      case 'promise':
        return new Promise((resolve, reject) => promises.set(parcel.number, { resolve, reject }));
      case 'list':
        return parcel.parts.map(unpack);
      case 'record':
        return Object.fromEntries(parcel.parts.map(([key, part]) => [key, unpack(part)]));
      default:
        return parcel.value;
    }
  }
  function attempt(run) {
    try {
      return { result: pack(run()) };
    } catch (error) {
      return { error };
    }
  }
  function call(number, args) {
    post('call', { number, args: args.map(pack) });
    const outcome = returned;
    if ('error' in outcome) throw outcome.error;
    return unpack(outcome.result);
  }
  function freeze(value) {
    if (Array.isArray(value) || isRecord(value)) Object.values(value).forEach(freeze);
    return Object.freeze(value);
  }

  on('call', ({ number, args }) =>
    post(
      'returned',
      attempt(() => functions.get(number)(...args.map(unpack))),
    ),
  );
  on('returned', (outcome) => {
    returned = outcome;
  });
  on('settled', ({ number, result, error }) => {
    const { resolve, reject } = promises.get(number);
    promises.delete(number);
    if (result) resolve(unpack(result));
    else reject(error);
  });
  on('expose', ({ name, parcel }) => {
    Object.defineProperty(window, name, { value: freeze(unpack(parcel)), enumerable: true });
  });

  const exposed = new Set();
  return {
    exposeInMainWorld(name, api) {
      if (exposed.has(name)) throw new Error('Cannot bind an API on top of an existing property on the window object');
      exposed.add(name);
      post('expose', { name, parcel: pack(api) });
    },
  };
}

module.exports = { bridgeWorlds };
