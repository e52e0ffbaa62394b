// Which endpoint is selected, renamed, shown: what a person does in the sidebar, without being a fact of the lab.
import { create } from 'zustand';
import type { Client } from '../../../shared/contract/document.ts';
import type { ClientId, ServerId, TapId } from '../../../shared/contract/fields.ts';
import type { Server, Tap } from '../../../shared/contract/records.ts';
import { useLab } from '../../state/lab-store.ts';

/** The selected endpoint: `s3` for server 3, `c5` for client 5, `t7` for tap 7. */
export type EndpointKey = `s${number}` | `c${number}` | `t${number}`;
export type Group = 'servers' | 'clients' | 'taps';

interface SidebarStore {
  readonly selected: EndpointKey | undefined;
  /** The endpoint whose name is being typed. */
  readonly renaming: EndpointKey | undefined;
  readonly folded: ReadonlySet<Group>;
}

export const useSidebar = create<SidebarStore>()(() => ({
  selected: undefined,
  renaming: undefined,
  folded: new Set(),
}));

export const serverKey = (serverId: ServerId): EndpointKey => `s${serverId}`;
export const tapKey = (tapId: TapId): EndpointKey => `t${tapId}`;
export const clientKey = (clientId: ClientId): EndpointKey => `c${clientId}`;

export const selectEndpoint = (selected: EndpointKey | undefined) => useSidebar.setState({ selected });
export const renameEndpoint = (renaming: EndpointKey | undefined) => useSidebar.setState({ renaming });
export function toggleGroup(group: Group): void {
  useSidebar.setState(({ folded }) => {
    const next = new Set(folded);
    if (!next.delete(group)) next.add(group);
    return { folded: next };
  });
}

/** The selected endpoint as the lab has it now. */
export function selectedEndpoint(): {
  readonly server?: Server | undefined;
  readonly client?: Client | undefined;
  readonly tap?: Tap | undefined;
} {
  const { selected } = useSidebar.getState();
  if (selected === undefined) return {};
  const id = Number(selected.slice(1));
  const { servers, taps, document } = useLab.getState().lab;
  if (selected.startsWith('t')) return { tap: taps.get(id as TapId) };
  if (selected.startsWith('s')) return { server: servers.get(id as ServerId) };
  return { client: document.clients.find(({ clientId }) => clientId === id) };
}
