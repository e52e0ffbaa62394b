// Which endpoint is selected, renamed, shown: what a person does in the sidebar, without being a fact of the lab.
import { create } from 'zustand';
import type { Client } from '../../../shared/contract/document.ts';
import type { ClientId, ServerId } from '../../../shared/contract/fields.ts';
import type { Server } from '../../../shared/contract/records.ts';
import { useLab } from '../../state/lab-store.ts';

/** The selected endpoint: `s3` for server 3, `c5` for client 5. */
export type EndpointKey = `s${number}` | `c${number}`;
export type Group = 'servers' | 'clients';

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
export function selectedEndpoint(): { readonly server?: Server | undefined; readonly client?: Client | undefined } {
  const { selected } = useSidebar.getState();
  if (selected === undefined) return {};
  const id = Number(selected.slice(1));
  const { servers, document } = useLab.getState().lab;
  if (selected.startsWith('s')) return { server: servers.get(id as ServerId) };
  return { client: document.clients.find(({ clientId }) => clientId === id) };
}
