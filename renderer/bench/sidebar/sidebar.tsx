import { ChevronDown, ChevronRight, Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import type { ClientId, ServerId, TapId } from '../../../shared/contract/fields.ts';
import { useLab } from '../../state/lab-store.ts';
import { openDialog } from '../../state/view-store.ts';
import { TapItem } from '../../taps/tap-item.tsx';
import { Button } from '../../ui/button.tsx';
import { SavedFilters } from '../grid/saved-filters.tsx';
import { ClientItem, StrangerItem } from './client-item.tsx';
import { dialledSockets } from './clients.ts';
import { ServerItem } from './server-item.tsx';
import style from './sidebar.module.css';
import { moveByKey } from './sidebar-keys.ts';
import {
  clientKey,
  type EndpointKey,
  type Group,
  serverKey,
  tapKey,
  toggleGroup,
  useSidebar,
} from './sidebar-store.ts';

/** Endpoints: the servers and clients of the lab, and what else has been dialled. One tab stop, arrows inside. */
export function Sidebar() {
  const servers = useLab((s) => s.lab.servers);
  const sockets = useLab((s) => s.lab.sockets);
  const clients = useLab((s) => s.lab.document.clients);
  const selected = useSidebar((s) => s.selected);
  const folded = useSidebar((s) => s.folded);
  const { byClient, strangers } = useMemo(() => dialledSockets(sockets, clients), [sockets, clients]);
  const taps = useLab((s) => s.lab.taps);
  const serverIds = useMemo(
    () => [...servers.values()].flatMap((s) => (s.tapId === undefined ? [s.serverId] : [])).sort((a, b) => a - b),
    [servers],
  );
  const tapIds = useMemo(() => [...taps.keys()].sort((a, b) => a - b), [taps]);
  const keys = endpointKeys(folded, serverIds, clients, tapIds);
  const stop = selected !== undefined && keys.includes(selected) ? selected : keys[0];
  const handleKeys = (event: KeyboardEvent) => {
    if (moveByKey(event, keys)) event.preventDefault();
  };
  return (
    <nav className={style.sidebar} aria-label="Endpoints" data-testid="sidebar" onKeyDown={handleKeys}>
      <GroupHead
        group="servers"
        title="Servers"
        count={serverIds.length}
        newTitle="Listen…"
        onNew={() => openDialog({ kind: 'listen' })}
      />
      {!folded.has('servers') && (
        <>
          {serverIds.length === 0 && <p className={style.hint}>A server waits for others to connect.</p>}
          <ul className={style.list} aria-label="Servers">
            {serverIds.map((serverId) => (
              <ServerItem key={serverId} serverId={serverId} tabStop={stop === serverKey(serverId)} />
            ))}
          </ul>
        </>
      )}
      <GroupHead
        group="clients"
        title="Clients"
        count={clients.length + strangers.length}
        newTitle="Connect…"
        onNew={() => openDialog({ kind: 'connect' })}
      />
      {!folded.has('clients') && (
        <>
          {clients.length + strangers.length === 0 && <p className={style.hint}>A client dials a server.</p>}
          <ul className={style.list} aria-label="Clients">
            {clients.map((client) => (
              <ClientItem
                key={client.clientId}
                client={client}
                dials={byClient.get(client.clientId)}
                tabStop={stop === clientKey(client.clientId)}
              />
            ))}
            {strangers.map((client) => (
              <StrangerItem key={client.key} client={client} />
            ))}
          </ul>
        </>
      )}
      <GroupHead
        group="taps"
        title="Taps"
        count={tapIds.length}
        newTitle="Tap…"
        onNew={() => openDialog({ kind: 'tap' })}
      />
      {!folded.has('taps') && (
        <>
          {tapIds.length === 0 && <p className={style.hint}>A tap listens in between a client and a server.</p>}
          <ul className={style.list} aria-label="Taps">
            {tapIds.map((tapId) => (
              <TapItem key={tapId} tapId={tapId} tabStop={stop === tapKey(tapId)} />
            ))}
          </ul>
        </>
      )}
      <SavedFilters />
    </nav>
  );
}

/** The endpoints in sight, from top to bottom. */
function endpointKeys(
  folded: ReadonlySet<Group>,
  serverIds: readonly ServerId[],
  clients: readonly { readonly clientId: ClientId }[],
  tapIds: readonly TapId[],
): EndpointKey[] {
  return [
    ...(folded.has('servers') ? [] : serverIds.map(serverKey)),
    ...(folded.has('clients') ? [] : clients.map(({ clientId }) => clientKey(clientId))),
    ...(folded.has('taps') ? [] : tapIds.map(tapKey)),
  ];
}

function GroupHead({
  group,
  title,
  count,
  newTitle,
  onNew,
}: {
  group: Group;
  title: string;
  count: number;
  newTitle: string;
  onNew: () => void;
}): ReactNode {
  const folded = useSidebar((s) => s.folded.has(group));
  return (
    <div className={style.group}>
      <h2>
        <button
          type="button"
          className={style.fold}
          aria-expanded={!folded}
          data-testid={`fold-${group}`}
          onClick={() => toggleGroup(group)}
        >
          {folded ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
          {title}
          {count > 0 && <span className={`${style.total} numbers`}>{count}</span>}
        </button>
      </h2>
      <Button look="quiet" small icon={<Plus size={16} />} label={newTitle} onClick={onNew} />
    </div>
  );
}
