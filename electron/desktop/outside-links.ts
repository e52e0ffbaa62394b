// The few places outside that the app may show, in the person's own browser. The page can show none of them itself.
import path from 'node:path';

/** Where Help and lessons lead: each is a site, and everything on it may be opened. */
const sites = ['https://nodejs.org', 'https://www.rfc-editor.org', 'https://man7.org'] as const;

export const helpLinks = [
  { id: 'net', title: 'Documentation of Node’s net', url: 'https://nodejs.org/api/net.html' },
  { id: 'tcp', title: 'RFC 9293: TCP', url: 'https://www.rfc-editor.org/rfc/rfc9293' },
] as const;

/** Whether an address may be given to the system's browser: https, no user, no port, on one of a few sites. */
export function mayBeShownOutside(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin, username, password } = new URL(url);
  return protocol === 'https:' && !username && !password && (sites as readonly string[]).includes(origin);
}

/** Whether a file may be shown in the system's file manager: on this machine, not a share that would be logged in to. */
export function mayBeShownInFolder(file: string): boolean {
  return path.isAbsolute(file) && !/^[\\/]{2}/u.test(file) && !file.includes('\0');
}
