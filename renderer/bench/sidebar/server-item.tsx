import { Pencil, Play, Square, Trash2 } from 'lucide-react';
import { terminalCommand } from '../../../shared/compose/terminal-command.ts';
import type { ServerId } from '../../../shared/contract/fields.ts';
import type { NodeAddress, Server, ServerState } from '../../../shared/contract/records.ts';
import { formatAddress, formatPath } from '../../../shared/format.ts';
import { behaviourOf } from '../../../shared/mocks/mock.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useLab } from '../../state/lab-store.ts';
import { openDialog, useView } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ServerFailure } from './server-failure.tsx';
import style from './sidebar.module.css';

const words: Readonly<Record<ServerState, string>> = {
  stopped: 'Stopped',
  binding: 'Starting',
  listening: 'Listening',
  closing: 'Closing',
  retrying: 'Retrying',
  failed: 'Failed',
};

/** One server: what it is, where it listens, who can reach it, and the buttons to start and stop it. */
export function ServerItem({ serverId }: { serverId: ServerId }) {
  const server = useLab((s) => s.lab.servers.get(serverId));
  const refused = useView((s) => s.serverFailures.get(serverId));
  const actions = useActions();
  if (!server) return null;
  const { name, state, connections, address, mock, dropped, blocked } = server;
  const running = state === 'listening' || state === 'binding' || state === 'retrying';
  const failure = refused ?? (state === 'failed' ? server.failure : undefined);
  const command = terminalCommand(address);
  const shownAddress = address === null ? askedAddress(server) : formatAddress(address);
  return (
    <li
      className={`${style.item} ${style.serverItem}`}
      data-testid="server-item"
      data-server-id={serverId}
      data-state={state}
    >
      <span className={[style.status, style[statusStyle(state)]].join(' ')} title={words[state]}>
        <span className="visually-hidden">{words[state]}</span>
      </span>
      <span className={style.name} title={name}>
        {name}
      </span>
      <span className={style.tools}>
        {command && <CopyButton small text={command} label={`Copy “${command}”`} />}
        {!running && (
          <Button
            look="quiet"
            small
            icon={<Pencil size={14} />}
            label={`Change ${name}`}
            onClick={() => openDialog({ kind: 'listen', serverId })}
          />
        )}
        {running ? (
          <Button
            look="quiet"
            small
            icon={<Square size={14} />}
            label={`Stop ${name}`}
            testId="server-stop"
            onClick={() => void actions.servers.stop(serverId)}
          />
        ) : (
          <Button
            look="quiet"
            small
            icon={<Play size={14} />}
            label={`Start ${name}`}
            testId="server-start"
            onClick={() => void actions.servers.start(serverId)}
          />
        )}
        {!running && (
          <Button
            look="quiet"
            small
            icon={<Trash2 size={14} />}
            label={`Remove ${name}`}
            onClick={() => void actions.servers.remove(serverId)}
          />
        )}
      </span>
      <span className={`${style.detail} numbers`}>
        <span className="mono" title={shownAddress}>
          {shownAddress}
        </span>
        <span>{mock?.otherwise ? behaviourOf(mock.otherwise).title : 'By hand'}</span>
        <span>{connections} open</span>
        {state !== 'listening' && <span>{words[state]}</span>}
        {dropped > 0 && <span>{dropped} turned away</span>}
        {blocked > 0 && <span>{blocked} blocked</span>}
        <Exposure address={address} />
      </span>
      {failure && (
        <div className={style.wide}>
          <ServerFailure server={server} failure={failure} />
        </div>
      )}
    </li>
  );
}

/** Who can reach a listening server. */
function Exposure({ address }: { address: NodeAddress }) {
  if (address === null) return null;
  if (typeof address === 'string') return <span>This machine</span>;
  const local = address.address.startsWith('127.') || address.address === '::1';
  return local ? <span>This machine</span> : <span className={style.exposed}>Network!</span>;
}

function askedAddress({ listen }: Server): string {
  if (typeof listen.fd === 'number') return `descriptor ${listen.fd}`;
  if (typeof listen.path === 'string' && (listen.port === undefined || listen.port === null))
    return formatPath(listen.path);
  return `${listen.host || '*'}:${listen.port ?? 0}`;
}

function statusStyle(state: ServerState): string {
  if (state === 'listening') return 'listening';
  return state === 'failed' ? 'failed' : state === 'stopped' ? 'stopped' : 'busy';
}
