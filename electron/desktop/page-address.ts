// Where the page lives in the desktop app: a scheme of its own, so that it has a real origin and one place for headers.
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://lab`;
export const PAGE = `${ORIGIN}/`;

/** Whether an address is the page itself; the part after `#` does not matter. */
export function isPage(url: string): boolean {
  return url.replace(/#.*$/su, '') === PAGE;
}
