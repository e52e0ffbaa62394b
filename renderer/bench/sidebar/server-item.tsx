import { MoreHorizontal, Play, Square } from 'lucide-react';
import { terminalCommand } from '../../../shared/compose/terminal-command.ts';
import type { ServerId } from '../../../shared/contract/fields.ts';
import type { Server, ServerState } from '../../../shared/contract/records.ts';
import { formatAddress, formatHostPort, formatPath } from '../../../shared/format.ts';
import { behaviourOf } from '../../../shared/mocks/mock.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useLab } from '../../state/lab-store.ts';
import { openDialog, useView } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ContextMenu, MenuButton } from '../../ui/menu.tsx';
import { ExposureChip } from './exposure-chip.tsx';
import { NameField } from './name-field.tsx';
import { ServerFailure } from './server-failure.tsx';
import { isRunning, serverMenu, toggleServer } from './server-menu.ts';
import style from './sidebar.module.css';
import { renameEndpoint, selectEndpoint, serverKey, useSidebar } from './sidebar-store.ts';

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
  const key = serverKey(serverId);
  const selected = useSidebar((s) => s.selected === key);
  const renaming = useSidebar((s) => s.renaming === key);
  const actions = useActions();
  if (!server) return null;
  const { name, state, connections, address, mock, dropped, blocked } = server;
  const running = isRunning(server);
  const failure = refused ?? (state === 'failed' ? server.failure : undefined);
  const command = terminalCommand(address);
  const shownAddress = address === null ? askedAddress(server) : formatAddress(address);
  const rename = (next: string | undefined) => {
    renameEndpoint(undefined);
    if (next !== undefined) void actions.servers.rename(server, next);
    focusEndpoint(key);
  };
  return (
    <ContextMenu entries={() => serverMenu(actions, server)}>
      <li
        className={`${style.item} ${style.serverItem}`}
        data-selected={selected || undefined}
        data-testid="server-item"
        data-server-id={serverId}
        data-state={state}
      >
        <span className={[style.status, style[statusStyle(state)]].join(' ')} title={words[state]}>
          <span className="visually-hidden">{words[state]}</span>
        </span>
        {renaming ? (
          <NameField name={name} label={`New name of ${name}`} onDone={rename} />
        ) : (
          <button
            type="button"
            className={style.pick}
            title={name}
            tabIndex={tabStop ? 0 : -1}
            data-endpoint={key}
            aria-current={selected || undefined}
            onFocus={() => selectEndpoint(key)}
            onClick={() => selectEndpoint(key)}
            onDoubleClick={() => !running && openDialog({ kind: 'listen', serverId })}
          >
            {name}
          </button>
        )}
        <span className={style.tools}>
          {command && <CopyButton small text={command} label={`Copy “${command}”`} />}
          <Button
            look="quiet"
            small
            icon={running ? <Square size={14} /> : <Play size={14} />}
            label={`${running ? 'Stop' : 'Start'} ${name}`}
            testId={running ? 'server-stop' : 'server-start'}
            onClick={() => void toggleServer(actions, server)}
          />
          <MenuButton
            trigger={
              <Button
                look="quiet"
                small
                icon={<MoreHorizontal size={14} />}
                label={`More for ${name}`}
                testId="server-more"
              />
            }
            entries={serverMenu(actions, server)}
          />
        </span>
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
      </li>
    </ContextMenu>
  );
}

/** What answers for a server, in a word or two. */
function mockWord(mock: Server['mock']): string {
  if (mock?.script) return 'Script';
  const rules = mock?.rules?.length ?? 0;
  if (rules > 0) return `${rules} rule${rules === 1 ? '' : 's'}`;
  return mock?.otherwise ? behaviourOf(mock.otherwise).title : 'By hand';
}

/** Gives the focus back to an endpoint once it is drawn. */
export function focusEndpoint(key: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-endpoint="${key}"]`)?.focus());
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
