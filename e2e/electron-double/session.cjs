// `session` and `protocol`. What the app decides about permissions is carried over to Chromium before a page loads.
const { EventEmitter } = require('node:events');
const { schemes, toChromium } = require('./addresses.cjs');
const { runtime } = require('./runtime.cjs');

/** Electron's name of a permission, and what Chromium's debugging protocol calls it. */
const permissions = [
  ['geolocation', { name: 'geolocation' }],
  ['notifications', { name: 'notifications' }],
  ['media', { name: 'camera' }],
  ['media', { name: 'microphone' }],
  ['midi', { name: 'midi' }],
  ['idle-detection', { name: 'idle-detection' }],
  ['clipboard-read', { name: 'clipboard-read' }],
  ['clipboard-sanitized-write', { name: 'clipboard-write' }],
];

const protocol = {
  /** Called when a scheme got a handler; `requests.cjs` puts itself here. */
  onChange: async () => {},
  registered: [],
  registerSchemesAsPrivileged(list) {
    if (runtime.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    protocol.registered.push(...list.map(({ scheme }) => scheme));
  },
  handle(scheme, handler) {
    if (!runtime.ready) throw new Error('protocol.handle cannot be used before app is ready');
    if (!protocol.registered.includes(scheme)) {
      throw new Error(`The Electron double serves schemes only that are registered as standard; ${scheme} is not.`);
    }
    if (schemes.has(scheme)) throw new Error('Failed to register protocol: it has a handler already');
    schemes.set(scheme, handler);
    void protocol.onChange();
  },
  isProtocolHandled: (scheme) => schemes.has(scheme),
};

class Session extends EventEmitter {
  protocol = protocol;
  #check = () => true; // without handlers Electron grants everything
  #request = (_contents, _permission, answer) => answer(true);

  setPermissionCheckHandler(handler) {
    this.#check = handler ?? (() => true);
  }
  setPermissionRequestHandler(handler) {
    this.#request = handler ?? ((_contents, _permission, answer) => answer(true));
  }
  setDevicePermissionHandler() {} // headless Chromium offers no devices

  /** Puts the app's decisions about an origin into Chromium: granted only where both handlers agree. */
  async applyPermissions(contents, origin) {
    const decide = (permission) =>
      new Promise((resolve) => {
        const details = { requestingUrl: `${origin}/`, isMainFrame: true };
        if (!this.#check(contents, permission, origin, details)) resolve('denied');
        else this.#request(contents, permission, (granted) => resolve(granted ? 'granted' : 'denied'), details);
      });
    for (const [permission, descriptor] of permissions) {
      const setting = await decide(permission);
      await runtime.chromium.send('Browser.setPermission', {
        permission: descriptor,
        setting,
        origin: toChromium(`${origin}/`).replace(/\/$/u, ''),
      });
    }
  }
}

const defaultSession = new Session();
const session = { defaultSession };

module.exports = { protocol, session };
