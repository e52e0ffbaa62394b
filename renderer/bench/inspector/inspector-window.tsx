import { useEffect } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { connectionOf } from '../../../shared/model/connections.ts';
import { Surfaces } from '../../commands/surfaces.tsx';
import { useShortcuts } from '../../commands/use-shortcuts.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';
import { select } from '../../state/view-store.ts';
import { AskDialog } from '../../ui/ask.tsx';
import { Dialogs, LinkBanner } from '../bench.tsx';
import { Notices } from '../notices.tsx';
import style from './inspector.module.css';
import { Inspector } from './inspector.tsx';

/** A window that shows one connection and nothing else. */
export function InspectorWindow({ socketId }: { socketId: SocketId }) {
  useShortcuts();
  const session = useSession();
  const live = useLab((s) => s.link === 'live');
  const sockets = useLab((s) => s.lab.sockets);
  const connection = connectionOf(sockets, socketId);
  const name = connection && (sockets.get(connection.client ?? socketId)?.name ?? 'connection');
  const { id, client, server } = connection ?? {};
  useEffect(() => {
    if (id !== undefined) select(id, server === socketId ? 'server' : 'client');
  }, [id, server, socketId]);
  useEffect(() => {
    if (live) session.watch([client, server].filter((end) => end !== undefined));
  }, [session, live, client, server]);
  useEffect(() => {
    document.title = id === undefined ? 'Socket Lab' : `#${id} ${name} – Socket Lab`;
  }, [id, name]);
  return (
    <main className={style.window} data-testid="inspector-window">
      <LinkBanner />
      {live && !connection ? (
        <p className={style.empty}>Connection #{socketId} is not in the list any more. This window can be closed.</p>
      ) : (
        <Inspector />
      )}
      <Notices />
      <Dialogs />
      <AskDialog />
      <Surfaces />
    </main>
  );
}
