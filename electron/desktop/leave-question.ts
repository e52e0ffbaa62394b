// What is asked before a lab is left: when the app quits, or another lab takes its place. Pure.
import type { LabDocument } from '../../shared/contract/document.ts';
import type { Server, Socket, Tap } from '../../shared/contract/records.ts';
import { isUnsaved } from '../../shared/lab-text.ts';

export interface LabFacts {
  readonly servers: readonly Server[];
  readonly sockets: readonly Socket[];
  readonly taps?: readonly Tap[];
  readonly document: LabDocument;
}

export type LeaveChoice = 'stay' | 'leave' | 'save-and-leave';

export interface LeaveQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly { readonly label: string; readonly choice: LeaveChoice }[];
}

const ways = {
  quit: { verb: 'Quit', doing: 'Quitting' },
  open: { verb: 'Open', doing: 'Opening another lab' },
} as const;
export type Way = keyof typeof ways;

/**
 * The one question that leaving this lab needs (ux.md 1.6, 6.6); undefined when nothing would be lost. The safe choice
 * stands first and is the one that has the focus.
 */
export function leaveQuestion(lab: LabFacts, way: Way): LeaveQuestion | undefined {
  const { verb, doing } = ways[way];
  const outside = outsideClients(lab);
  const { name } = lab.document;
  const many = outside.reduce((sum, { count }) => sum + count, 0);
  if (isUnsaved(lab.servers, lab.document, lab.taps)) {
    return {
      message: `Save the changes to “${name}”?`,
      detail: ['They are lost otherwise.', many > 0 && `${connected(outside)} ${doing} disconnects ${them(many)}.`]
        .filter(Boolean)
        .join(' '),
      buttons: [
        { label: 'Cancel', choice: 'stay' },
        { label: `${verb} without saving`, choice: 'leave' },
        { label: `Save and ${verb.toLowerCase()}`, choice: 'save-and-leave' },
      ],
    };
  }
  if (many === 0) return undefined;
  return {
    message: `${connected(outside)} ${verb} and disconnect ${them(many)}?`,
    detail: '',
    buttons: [
      { label: 'Cancel', choice: 'stay' },
      { label: `${verb} and disconnect ${many}`, choice: 'leave' },
    ],
  };
}

interface OutsideClients {
  readonly server: string;
  readonly count: number;
}

/** How many clients that are not this lab's own are connected to each server. */
export function outsideClients({ servers, sockets }: Pick<LabFacts, 'servers' | 'sockets'>): OutsideClients[] {
  const live = sockets.filter(
    (socket) => socket.origin === 'accepted' && socket.peerSocketId === undefined && socket.closedAt === undefined,
  );
  return servers
    .map(({ serverId, name }) => ({
      server: name,
      count: live.filter((socket) => socket.serverId === serverId).length,
    }))
    .filter(({ count }) => count > 0);
}

const them = (many: number) => (many === 1 ? 'it' : 'them');

/** “2 outside clients are connected to Echo.” */
function connected(clients: readonly OutsideClients[]): string {
  const many = clients.reduce((sum, { count }) => sum + count, 0);
  const names = clients.map(({ server }) => server);
  const to = names.length <= 3 ? listed(names) : `${names.length} servers`;
  return many === 1 ? `1 outside client is connected to ${to}.` : `${many} outside clients are connected to ${to}.`;
}

const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
