import { Play, Square } from 'lucide-react';
import { terminalCommand } from '../../../shared/compose/terminal-command.ts';
import type { ServerId } from '../../../shared/contract/fields.ts';
import type { Server, ServerState } from '../../../shared/contract/records.ts';
import { formatAddress, formatCounted, formatHostPort, formatPath } from '../../../shared/format.ts';
import { behaviourOf } from '../../../shared/mocks/behaviours/index.ts';
import { isRunning } from '../../../shared/model/server-state.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useLab } from '../../state/lab-store.ts';
import { openDialog, useView } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EndpointItem } from './endpoint-item.tsx';
import { ExposureChip } from './exposure-chip.tsx';
import { ServerFailure } from './server-failure.tsx';
import style from './sidebar.module.css';
import { serverKey } from './sidebar-store.ts';

const words: Readonly<Record<ServerState, string>> = {
  stopped: 'Stopped',
  binding: 'Starting',
  listening: 'Listening',
  closing: 'Closing',
  retrying: 'Retrying',
  failed: 'Failed',
};

/** One server: what it is, where it listens, who can reach it, and the buttons to start and stop it. */
export function ServerItem({ serverId, tabStop }: { serverId: ServerId; tabStop: boolean }) {
  const server = useLab((s) => s.lab.servers.get(serverId));
  const refused = useView((s) => s.serverFailures.get(serverId));
  const actions = useActions();
  if (!server) return null;
  const { name, state, connections, address, mock, dropped, blocked } = server;
  const running = isRunning(server);
  const failure = refused ?? (state === 'failed' ? server.failure : undefined);
  const command = terminalCommand(address);
  const shownAddress = address === null ? askedAddress(server) : formatAddress(address);
  return (
    <EndpointItem
      endpointKey={serverKey(serverId)}
      name={name}
      look={style.serverItem}
      state={state}
      tabStop={tabStop}
      onRename={(next) => actions.servers.rename(server, next)}
      onOpen={() => !running && openDialog({ kind: 'listen', serverId })}
      status={
        <span className={[style.status, style[statusStyle(state)]].join(' ')} title={words[state]}>
          <span className="visually-hidden">{words[state]}</span>
        </span>
      }
      tools={
        <>
          {command && <CopyButton small text={command} label={`Copy “${command}”`} />}
          <Button
            look="quiet"
            small
            icon={running ? <Square size={14} /> : <Play size={14} />}
            label={`${running ? 'Stop' : 'Start'} ${name}`}
            testId={running ? 'server-stop' : 'server-start'}
            onClick={() => void (running ? actions.servers.stop(serverId) : actions.servers.start(serverId))}
          />
        </>
      }
    >
      <span className={`${style.detail} numbers`}>
        <span className={`mono ${style.address}`} title={shownAddress}>
          {shownAddress}
        </span>
        <ExposureChip address={address} />
        {state !== 'listening' && <span>{words[state]}</span>}
        {(state === 'listening' || connections > 0) && <span>{connections} open</span>}
        <span>{mockWord(mock)}</span>
        {dropped > 0 && <span>{dropped} turned away</span>}
        {blocked > 0 && <span>{blocked} blocked</span>}
      </span>
      {failure && (
        <div className={style.wide}>
          <ServerFailure server={server} failure={failure} />
        </div>
      )}
    </EndpointItem>
  );
}

/** What answers for a server, in a word or two. */
function mockWord(mock: Server['mock']): string {
  if (mock?.script) return 'Script';
  const rules = mock?.rules?.length ?? 0;
  if (rules > 0) return formatCounted(rules, 'rule');
  return mock?.otherwise ? behaviourOf(mock.otherwise).title : 'By hand';
}

function askedAddress({ listen }: Server): string {
  if (typeof listen.fd === 'number') return `descriptor ${listen.fd}`;
  if (typeof listen.path === 'string' && (listen.port === undefined || listen.port === null))
    return formatPath(listen.path);
  const host = listen.host || 'every address';
  return Number(listen.port ?? 0) === 0 ? `${host}, any port` : formatHostPort(host, listen.port ?? 0);
}

function statusStyle(state: ServerState): string {
  if (state === 'listening') return 'listening';
  return state === 'failed' ? 'failed' : state === 'stopped' ? 'stopped' : 'busy';
}
