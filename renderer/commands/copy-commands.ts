// Copying the addresses of a connection.
import type { Socket } from '../../shared/contract/records.ts';
import { formatEndpoint } from '../../shared/format.ts';
import { copyText } from '../actions/steps/copy-text.ts';
import { actingEnd } from './acting-end.ts';
import type { Command } from './command.ts';

const localOf = ({ local }: Socket) => (local ? formatEndpoint(local) : undefined);
const remoteOf = ({ remote }: Socket) => (remote ? formatEndpoint(remote) : undefined);
/** `127.0.0.1:51234 → 127.0.0.1:7007`, from whoever dialled to whom it dialled. */
function bothOf(socket: Socket): string | undefined {
  const [local, remote] = [localOf(socket), remoteOf(socket)];
  if (local === undefined || remote === undefined) return undefined;
  return socket.origin === 'accepted' ? `${remote} → ${local}` : `${local} → ${remote}`;
}

/** Commands that copy an address of the end that acts. */
export function copyCommands(): Command[] {
  const copy = (id: string, title: string, short: string, textOf: (socket: Socket) => string | undefined): Command => ({
    id: `connection.copy-${id}`,
    title,
    get short() {
      const socket = actingEnd();
      return `${short} ${(socket && textOf(socket)) ?? ''}`.trim();
    },
    group: 'Connection',
    scope: 'grid',
    synonyms: ['address', 'port', 'clipboard'],
    unavailable: () => {
      const socket = actingEnd();
      if (!socket) return 'Select a connection first';
      return textOf(socket) === undefined ? 'There is none' : undefined;
    },
    run: () => {
      const socket = actingEnd();
      const text = socket && textOf(socket);
      return text === undefined ? undefined : copyText(text);
    },
  });
  return [
    copy('local', 'Copy local address', 'Local address', localOf),
    copy('remote', 'Copy remote address', 'Remote address', remoteOf),
    copy('both', 'Copy both addresses', 'Both:', bothOf),
  ];
}
