import { useState } from 'react';
import type { Server } from '../../shared/contract/records.ts';
import { formatCounted } from '../../shared/format.ts';
import type { Actions } from '../actions/actions.ts';
import { useActions } from '../actions/actions-context.tsx';
import { useLab } from '../state/lab-store.ts';
import { Button } from '../ui/button.tsx';
import style from './mocks.module.css';

type Listen = Server['listen'];

/** Says that a new address needs a restart, and what that costs (ux.md 4.4). */
export function RestartBar({ server, wanted, onDone }: { server: Server; wanted: Listen; onDone: () => void }) {
  const actions = useActions();
  const [busy, setBusy] = useState(false);
  const { connections, listen } = server;
  const what = wanted.port === listen.port ? (wanted.path ?? wanted.host ?? 'every address') : `port ${wanted.port}`;
  const cost = connections === 0 ? '' : ` — ${formatCounted(connections, 'connection')} will be closed`;
  const go = async () => {
    setBusy(true);
    await restart(actions, server, wanted);
    onDone();
  };
  return (
    <p className={style.bar} role="status" data-testid="restart-bar">
      <span>Restart to use {what}.</span>
      <Button
        small
        look="primary"
        testId="restart"
        unavailable={busy ? 'Working on it' : undefined}
        onClick={() => void go()}
      >
        Restart{cost}
      </Button>
      <Button small onClick={onDone}>
        Keep as it is
      </Button>
    </p>
  );
}

/** Stops a server with its connections, gives it another address, and starts it. */
async function restart(actions: Actions, server: Server, listen: Listen): Promise<void> {
  const { serverId } = server;
  await actions.caller.forServer(serverId, async () => {
    await actions.call('server.close', { serverId, sockets: 'destroy' });
    await stopped(serverId);
    const now = useLab.getState().lab.servers.get(serverId);
    if (now) await changeListen(actions, now, listen);
  });
  await actions.servers.start(serverId);
}

/** Resolves when a server has closed, its last connection included. */
function stopped(serverId: Server['serverId']): Promise<void> {
  const over = () => {
    const state = useLab.getState().lab.servers.get(serverId)?.state;
    return state === undefined || state === 'stopped' || state === 'failed';
  };
  return new Promise((resolve) => {
    if (over()) return resolve();
    const stop = useLab.subscribe(() => {
      if (!over()) return;
      stop();
      resolve();
    });
  });
}

/** Changes the address of a stopped server as one edit. */
export const changeListen = (actions: Actions, server: Server, listen: Listen) =>
  actions.servers.change(server, { listen }, `Change the address of “${server.name}”`);
