// Where the page lives in the desktop app: a scheme of its own, so that it has a real origin and one place for headers.
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://lab`;
export const PAGE = `${ORIGIN}/`;

const INSPECTOR = /^app:\/\/lab\/\?inspect=[1-9]\d{0,14}$/u;

/** Whether an address is the page, whole or for one connection; the part after `#` does not matter. */
export function isPage(url: string): boolean {
  const bare = url.replace(/#.*$/su, '');
  return bare === PAGE || INSPECTOR.test(bare);
}

/** Whether an address is the page for one connection, in a window of its own. */
export const isInspector = (url: string) => INSPECTOR.test(url);
