// Chromium knows no app://, so an address like app://lab/x is http://lab.app.localhost/x to it: a secure context with an
// origin of its own, whose requests never leave the browser because the double answers them.

/** Schemes the app serves, with their handlers. */
const schemes = new Map();

const hostSuffix = (scheme) => `.${scheme}.localhost`;

/** The address as Chromium is told. */
function toChromium(url) {
  for (const scheme of schemes.keys()) {
    if (!url.startsWith(`${scheme}://`)) continue;
    const { host, pathname, search, hash } = new URL(url.replace(scheme, 'http'));
    return `http://${host}${hostSuffix(scheme)}${pathname}${search}${hash}`;
  }
  return url;
}

/** The address as the app knows it. */
function toApp(url) {
  const scheme = schemeOf(url);
  if (!scheme) return url;
  const { hostname, pathname, search, hash } = new URL(url);
  return `${scheme}://${hostname.slice(0, -hostSuffix(scheme).length)}${pathname}${search}${hash}`;
}

/** Which of the app's schemes an address of Chromium stands for; undefined for all others. */
function schemeOf(url) {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' ? [...schemes.keys()].find((scheme) => hostname.endsWith(hostSuffix(scheme))) : undefined;
}

/** The origin of an address as Electron reports it; "null" for what has none. */
function originOf(url) {
  if (!URL.canParse(url)) return 'null';
  const { protocol, host, origin } = new URL(url);
  return schemes.has(protocol.slice(0, -1)) ? `${protocol}//${host}` : origin;
}

module.exports = { schemes, toChromium, toApp, schemeOf, originOf };
