// Which endpoint is selected, renamed, shown: what a person does in the sidebar, without being a fact of the lab.
import { create } from 'zustand';
import type { ClientId, ServerId, TapId } from '../../../shared/contract/fields.ts';
import { useView } from '../../state/view-store.ts';

/** The selected endpoint: `s3` for server 3, `c5` for client 5, `t7` for tap 7. */
export type EndpointKey = `s${number}` | `c${number}` | `t${number}`;
export type Group = 'servers' | 'clients' | 'taps';

interface SidebarStore {
  readonly selected: EndpointKey | undefined;
  /** Whether it was selected after the connection that is. */
  readonly selectedLast: boolean;
  /** The endpoint whose name is being typed. */
  readonly renaming: EndpointKey | undefined;
  readonly folded: ReadonlySet<Group>;
}

export const useSidebar = create<SidebarStore>()(() => ({
  selected: undefined,
  selectedLast: false,
  renaming: undefined,
  folded: new Set(),
}));

export const serverKey = (serverId: ServerId): EndpointKey => `s${serverId}`;
export const tapKey = (tapId: TapId): EndpointKey => `t${tapId}`;
export const clientKey = (clientId: ClientId): EndpointKey => `c${clientId}`;

export const selectEndpoint = (selected: EndpointKey | undefined) =>
  useSidebar.setState({ selected, selectedLast: selected !== undefined });
export const renameEndpoint = (renaming: EndpointKey | undefined) => useSidebar.setState({ renaming });
export function toggleGroup(group: Group): void {
  useSidebar.setState(({ folded }) => {
    const next = new Set(folded);
    if (!next.delete(group)) next.add(group);
    return { folded: next };
  });
}

useView.subscribe(({ selected }, before) => {
  if (selected !== before.selected) useSidebar.setState({ selectedLast: false });
});
