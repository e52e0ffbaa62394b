import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useLab } from '../../state/lab-store.ts';
import { openDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { SavedFilters } from '../grid/saved-filters.tsx';
import { ClientItem } from './client-item.tsx';
import { clientsOf } from './clients.ts';
import { ServerItem } from './server-item.tsx';
import style from './sidebar.module.css';

/** Endpoints: the servers of the lab, and what has been dialled. */
export function Sidebar() {
  const servers = useLab((s) => s.lab.servers);
  const sockets = useLab((s) => s.lab.sockets);
  const clients = useMemo(() => clientsOf(sockets), [sockets]);
  return (
    <nav className={style.sidebar} aria-label="Endpoints" data-testid="sidebar">
      <div className={style.group}>
        <h2>Servers</h2>
        <Button
          look="quiet"
          small
          icon={<Plus size={16} />}
          label="Listen…"
          onClick={() => openDialog({ kind: 'listen' })}
        />
      </div>
      {servers.size === 0 && <p className={style.hint}>A server waits for others to connect.</p>}
      <ul className={style.list}>
        {[...servers.keys()].map((serverId) => (
          <ServerItem key={serverId} serverId={serverId} />
        ))}
      </ul>
      <div className={style.group}>
        <h2>Clients</h2>
        <Button
          look="quiet"
          small
          icon={<Plus size={16} />}
          label="Connect…"
          onClick={() => openDialog({ kind: 'connect' })}
        />
      </div>
      {clients.length === 0 && <p className={style.hint}>A client dials a server.</p>}
      <ul className={style.list}>
        {clients.map((client) => (
          <ClientItem key={client.key} client={client} />
        ))}
      </ul>
      <SavedFilters />
    </nav>
  );
}
