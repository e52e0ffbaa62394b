// The inspector in a window of its own: the same app with a query that names the connection.
import type { SocketId } from '../../../shared/contract/fields.ts';
import { notify } from '../../state/view-store.ts';

const NAME = 'inspect';

/** The connection this window was opened for, or undefined in the main window. */
export function inspectedHere(search = window.location.search): SocketId | undefined {
  const given = new URLSearchParams(search).get(NAME) ?? '';
  return /^[1-9]\d{0,14}$/u.test(given) ? (Number(given) as SocketId) : undefined;
}

/** Whether this window shows one connection and nothing else. */
export const isInspectorWindow = () => typeof window === 'object' && inspectedHere() !== undefined;

/** Opens a connection in a window of its own. The desktop shell answers with a window it has made itself. */
export function openInspectorWindow(socketId: SocketId): void {
  const address = new URL(window.location.href);
  address.searchParams.set(NAME, String(socketId));
  address.hash = '';
  const opened = window.open(address, `socket-lab-${socketId}`, 'popup,width=960,height=720');
  if (!opened && window.socketLab === undefined) {
    notify('problem', 'The browser did not allow a new window.', 'Allow windows for this page, then try again.');
  }
}
