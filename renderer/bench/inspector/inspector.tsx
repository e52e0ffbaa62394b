import { Suspense, useEffect } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { type Connection, connectionOf } from '../../../shared/model/connections.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { UNHURRIED_MS } from '../../state/kernel-watch.ts';
import { endOf, useLab, useSocket } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';
import { useView } from '../../state/view-store.ts';
import { TapBanner } from '../../taps/tap-banner.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { useLow } from '../../ui/use-low.ts';
import { Composer } from '../composer/composer.tsx';
import { EndActions } from './end-actions.tsx';
import { EndCard, OutsideCard } from './end-card.tsx';
import style from './inspector.module.css';
import { SelectionSaid } from './selection-said.tsx';
import { SilenceNotice } from './silence-notice.tsx';
import { SocketFailure } from './socket-failure.tsx';
import { inspectorTabs, Tabs } from './tabs.tsx';
import { useKernelWatch } from './use-kernel-watch.ts';

/** Lower than this, what is said of a connection has to leave the room to what is seen of it. */
const LOW = 560;

/** The selected connection: both ends, what can be done to them, and what has passed between them. */
export function Inspector() {
  const selected = useView((s) => s.selected);
  const end = useView((s) => s.end);
  const tab = useView((s) => s.tab);
  const sockets = useLab((s) => s.lab.sockets);
  const connection = selected === undefined ? undefined : connectionOf(sockets, selected);
  useHistory(connection);
  useKernelWatch(connection, UNHURRIED_MS);
  const client = useSocket(connection?.client);
  const server = useSocket(connection?.server);
  const acting = useSocket(endOf(connection?.id, end));
  const { ref, low } = useLow(LOW);
  const refused = useView((s) => (acting ? s.actionFailures.get(acting.socketId) : undefined));
  const owner = useLab((s) => (server?.serverId === undefined ? undefined : s.lab.servers.get(server.serverId)));
  const serverName = owner?.name;
  if (!connection || !acting) {
    return (
      <aside className={style.inspector} aria-label="Inspector" data-testid="inspector">
        <p className={style.empty}>Select a connection to see its bytes and to talk on it.</p>
      </aside>
    );
  }
  const shown = inspectorTabs[tab];
  const failure = refused ?? acting.close?.failure;
  const both = client !== undefined && server !== undefined;
  return (
    <aside
      ref={ref}
      className={style.inspector}
      aria-label="Inspector"
      data-testid="inspector"
      data-conn-id={connection.id}
      data-low={low}
    >
      <SelectionSaid key={connection.id} client={client} server={server} />
      <div className={style.header}>
        <h2>
          #{connection.id} {titleOf(client, server, serverName)}
        </h2>
        <EndActions socket={acting} />
      </div>
      <TapBanner connection={connection} />
      <div className={style.ends}>
        {client ? (
          <EndCard end="client" socket={client} selected={acting === client} choosable={both} />
        ) : (
          <OutsideCard end="client" socket={acting} />
        )}
        {server ? (
          <EndCard end="server" socket={server} server={owner} selected={acting === server} choosable={both} />
        ) : (
          <OutsideCard end="server" socket={acting} />
        )}
      </div>
      <SilenceNotice
        key={`${acting.socketId} ${acting.life}`}
        socket={acting}
        peer={acting === client ? server : client}
      />
      {failure && (
        <div className={style.failure}>
          <SocketFailure key={`${acting.socketId} ${failure.code}`} socket={acting} failure={failure} folds={low} />
        </div>
      )}
      <div className={style.tabRow}>
        <Tabs tab={tab} />
        {shown.tools && <shown.tools connection={connection} socket={acting} />}
      </div>
      <div className={style.panel} role="tabpanel" id="inspector-panel" aria-labelledby={`tab-${tab}`}>
        <Boundary key={tab}>
          <Suspense>
            <shown.panel connection={connection} socket={acting} />
          </Suspense>
        </Boundary>
      </div>
      {/* A picture wants the room, and so does what is left of an end that nothing can be said on any more. */}
      <Composer socket={acting} both={both} place={shown.picture || isOver(acting.state) ? 'pictures' : 'lists'} />
    </aside>
  );
}

/** Has the events of both ends whole while they are looked at. */
function useHistory(connection: Connection | undefined): void {
  const { history } = useSession();
  const { client, server } = connection ?? {};
  useEffect(() => history.want([client, server].filter((id) => id !== undefined)), [history, client, server]);
}

function titleOf(client: Socket | undefined, server: Socket | undefined, serverName: string | undefined): string {
  if (client && server) return `${client.name ?? 'client'} ⇄ ${serverName ?? 'server'}`;
  if (client) return client.name ?? (client.origin === 'wrapped' ? 'descriptor' : 'client');
  return serverName ?? 'server';
}
