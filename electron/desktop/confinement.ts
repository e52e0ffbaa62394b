// What the page may not do: go elsewhere, open windows of its own, use the machine's devices.
import { type Session, shell, type WebContents } from 'electron';
import { mayBeShownInFolder, mayBeShownOutside } from './outside-links.ts';
import { isInspector, isPage, ORIGIN, PAGE } from './page-address.ts';

/** Shows an address in the person's own browser, if it is one of the few that may be. */
export function showOutside(url: string): void {
  if (!mayBeShownOutside(url)) return;
  shell
    .openExternal(url)
    .catch((error: Error) => process.stderr.write(`${url} could not be shown: ${error.message}\n`));
}

/** Shows a file in the system's file manager; opens nothing. */
export function showInFolder(file: string): void {
  if (mayBeShownInFolder(file)) shell.showItemInFolder(file);
}

/**
 * Keeps a page where it is: it may load itself again, and nothing else; no webviews. Of new windows it may ask for those
 * on one connection, which `inspect` opens.
 */
export function confine(contents: WebContents, inspect: (url: string) => void): void {
  contents.on('will-frame-navigate', (details) => {
    if (!(details.isMainFrame && isPage(details.url))) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isInspector(url) && isPage(contents.getURL())) inspect(url);
    else showOutside(url);
    return { action: 'deny' };
  });
}

/** Refuses every permission but writing text to the clipboard, which the page's “Copy” buttons do. */
export function denyPermissions(session: Session): void {
  const granted = (permission: string, origin: string) =>
    permission === 'clipboard-sanitized-write' && (origin === ORIGIN || origin === PAGE);
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(URL.canParse(requestingUrl) && granted(permission, originOf(requestingUrl))),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => granted(permission, origin));
  session.setDevicePermissionHandler(() => false);
}

/** The origin of an address; `URL.origin` is "null" for schemes Node does not know. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
