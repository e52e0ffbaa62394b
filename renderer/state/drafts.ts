// What is being written to each socket, kept while other connections are looked at; and the ending last used for an endpoint.
import { create } from 'zustand';
import { blankDraft, type Draft, type Ending } from '../../shared/compose/compose.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Socket } from '../../shared/contract/records.ts';
import { formatAddress, formatHostPort } from '../../shared/format.ts';
import { useLab } from './lab-store.ts';

export interface KeptDraft extends Draft {
  /** Keep the text after sending. */
  readonly keep: boolean;
  /** A draft nobody has seen yet: the composer takes the focus once. */
  readonly fresh: boolean;
  /** The number of the next message, for templates. */
  readonly counter: number;
  /** The files a person has picked for this template, by the names they have in it. They stay in this page. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const ENDINGS = 'socket-lab.endings';
const blank: KeptDraft = { ...blankDraft, keep: false, fresh: false, counter: 1, files: new Map() };
const useDrafts = create<{ readonly drafts: ReadonlyMap<SocketId, KeptDraft> }>()(() => ({ drafts: new Map() }));

export const useDraft = (socketId: SocketId) => useDrafts((s) => s.drafts.get(socketId) ?? blankFor(socketId));
export const draftOf = (socketId: SocketId) => useDrafts.getState().drafts.get(socketId) ?? blankFor(socketId);

export function setDraft(socketId: SocketId, change: Partial<KeptDraft>): void {
  const draft = { ...draftOf(socketId), ...change };
  useDrafts.setState(({ drafts }) => ({ drafts: new Map(drafts).set(socketId, draft) }));
  if (change.ending !== undefined || change.custom !== undefined) rememberEnding(socketId, draft);
}

/** What a socket's drafts, history and ending are remembered by: where it was dialled to, or the server that accepted it. */
export function endpointOf({ target, serverId, socketId, local }: Socket): string {
  if (target?.path !== undefined) return `path ${target.path}`;
  if (target) return `to ${formatHostPort(String(target.host ?? 'localhost'), String(target.port ?? 0))}`;
  const server = serverId === undefined ? undefined : useLab.getState().lab.servers.get(serverId);
  if (server) return `server ${formatAddress(server.address)} ${server.name}`;
  return local && 'path' in local ? `path ${local.path}` : `socket ${socketId}`;
}

type KeptEnding = Pick<Draft, 'ending' | 'custom'>;
let endings: Record<string, KeptEnding> | undefined;

function keptEndings(): Record<string, KeptEnding> {
  if (endings) return endings;
  try {
    endings = JSON.parse(localStorage.getItem(ENDINGS) ?? '{}') as Record<string, KeptEnding>;
  } catch {
    endings = {}; // damaged: nothing is remembered
  }
  return endings;
}
function rememberEnding(socketId: SocketId, { ending, custom }: KeptEnding): void {
  const socket = useLab.getState().lab.sockets.get(socketId);
  if (!socket) return;
  endings = { ...keptEndings(), [endpointOf(socket)]: { ending, custom } };
  localStorage.setItem(ENDINGS, JSON.stringify(endings));
}

/** One blank draft for each ending, so that a draft nobody has touched stays the same object. */
const blanks = new Map<string, KeptDraft>();
const known: ReadonlySet<string> = new Set<Ending>(['none', 'lf', 'crlf', 'cr', 'nul', 'custom']);

function blankFor(socketId: SocketId): KeptDraft {
  const socket = useLab.getState().lab.sockets.get(socketId);
  const kept = socket && keptEndings()[endpointOf(socket)];
  if (!kept || !known.has(kept.ending) || typeof kept.custom !== 'string') return blank;
  const key = `${kept.ending} ${kept.custom}`;
  const found = blanks.get(key) ?? { ...blank, ending: kept.ending, custom: kept.custom };
  blanks.set(key, found);
  return found;
}
