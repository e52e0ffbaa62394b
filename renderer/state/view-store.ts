// What the person is looking at: selection, panes, theme. Nothing in here is a fact about sockets.
import { create } from 'zustand';
import type { Failure } from '../../shared/contract/failures.ts';
import type { ClientId, ServerId, SocketId, TapId } from '../../shared/contract/fields.ts';

export type End = 'client' | 'server';
export type Tab = 'stream' | 'ladder' | 'state' | 'pipes' | 'chart' | 'events' | 'options' | 'faults';
export type Dialog =
  /** `byHand`: whoever asked for it wants to speak for the server. */
  | { readonly kind: 'listen'; readonly serverId?: ServerId; readonly byHand?: boolean }
  | {
      readonly kind: 'connect';
      readonly host?: string;
      readonly port?: number;
      readonly path?: string;
      /** The client to change; a new one without it. */
      readonly clientId?: ClientId;
    }
  | { readonly kind: 'tap'; readonly tapId?: TapId; readonly target?: string }
  | { readonly kind: 'timeout'; readonly socketId: SocketId };

export interface ViewStore {
  /** The id of the selected connection: that of its first end. */
  readonly selected: SocketId | undefined;
  readonly end: End;
  readonly tab: Tab;
  /** A part of the tab that is to come into sight once it is drawn. */
  readonly sought: 'attempts' | undefined;
  readonly dialog: Dialog | undefined;
  /** Failures of actions, shown with the socket they were meant for. */
  readonly actionFailures: ReadonlyMap<SocketId, Failure>;
  /** Failures of servers' actions. */
  readonly serverFailures: ReadonlyMap<ServerId, Failure>;
}

export const useView = create<ViewStore>()(() => ({
  selected: undefined,
  end: 'client',
  tab: 'stream',
  sought: undefined,
  dialog: undefined,
  actionFailures: new Map(),
  serverFailures: new Map(),
}));

const set = useView.setState;

export function select(selected: SocketId | undefined, end?: End): void {
  set((view) => ({ selected, end: end ?? (selected === view.selected ? view.end : 'client') }));
}
export const openDialog = (dialog: Dialog) => set({ dialog });
export const closeDialog = () => set({ dialog: undefined });
export const showTab = (tab: Tab) => set({ tab });
export const seek = (sought: ViewStore['sought']) => set({ sought });
export const speakAs = (end: End) => set({ end });

/** Keeps, or with undefined forgets, the failure of something done to a socket. */
export function noteFailure(socketId: SocketId, failure: Failure | undefined): void {
  set((view) => ({ actionFailures: changed(view.actionFailures, socketId, failure) }));
}
export function noteServerFailure(serverId: ServerId, failure: Failure | undefined): void {
  set((view) => ({ serverFailures: changed(view.serverFailures, serverId, failure) }));
}

function changed<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): ReadonlyMap<K, V> {
  if (value === undefined && !map.has(key)) return map;
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

export { notify } from './notices.ts';
