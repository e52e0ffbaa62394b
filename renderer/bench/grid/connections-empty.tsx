import { terminalCommand } from '../../../shared/compose/terminal-command.ts';
import { formatAddress } from '../../../shared/format.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useLab } from '../../state/lab-store.ts';
import { openDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import style from './grid.module.css';

/** What stands in the grid while there is no connection (`ux.md` 6.4): the server that came last is the one people wait at. */
export function ConnectionsEmpty() {
  const server = useLab((s) => [...s.lab.servers.values()].findLast((candidate) => candidate.state === 'listening'));
  const actions = useActions();
  if (!server) {
    return (
      <div className={style.empty}>
        <p>
          <strong>Nothing is running.</strong> Start something, connect to something, or listen in.
        </p>
        <div className={style.actions}>
          <Button look="primary" onClick={() => void actions.echoPlayground()}>
            Echo playground
          </Button>
          <Button onClick={() => openDialog({ kind: 'listen' })}>Listen…</Button>
          <Button onClick={() => openDialog({ kind: 'connect' })}>Connect…</Button>
          <Button onClick={() => openDialog({ kind: 'tap' })}>Tap…</Button>
        </div>
      </div>
    );
  }
  const command = terminalCommand(server.address);
  return (
    <div className={style.empty}>
      <p>
        <strong>
          {server.name} is listening on {formatAddress(server.address)}.
        </strong>{' '}
        Nobody has connected yet.
      </p>
      <div className={style.actions}>
        <Button look="primary" onClick={() => void actions.servers.connectTo(server)}>
          Connect a client
        </Button>
        {command && <CopyButton text={command}>Copy {command}</CopyButton>}
      </div>
    </div>
  );
}
