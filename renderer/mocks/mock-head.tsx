import { MoreHorizontal, Play, Square } from 'lucide-react';
import { useState } from 'react';
import type { Server } from '../../shared/contract/records.ts';
import { formatAddress } from '../../shared/format.ts';
import type { Mock } from '../../shared/mocks/mock.ts';
import { isRunning } from '../../shared/model/server-state.ts';
import { useActions } from '../actions/actions-context.tsx';
import { endpointMenu } from '../bench/sidebar/endpoint-menu.ts';
import { ExposureChip } from '../bench/sidebar/exposure-chip.tsx';
import { ServerFailure } from '../bench/sidebar/server-failure.tsx';
import { serverKey } from '../bench/sidebar/sidebar-store.ts';
import { useCommands } from '../commands/commands-context.tsx';
import { useLab } from '../state/lab-store.ts';
import { useView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { MenuButton, type MenuEntry } from '../ui/menu.tsx';
import { TypedField } from './forms/typed-field.tsx';
import { fileEntries } from './mock-files.ts';
import { serverWords } from './mock-list.tsx';
import style from './mocks.module.css';
import { changeListen, RestartBar } from './restart-bar.tsx';

type Listen = Server['listen'];

/** Its name is typed in the head itself, and this is Mocks. */
const isNotHereAnyway = (entry: MenuEntry) =>
  entry.kind !== 'item' || (entry.command !== 'endpoint.rename' && entry.command !== 'endpoint.mock');

/** Name, address, state, start and stop of a mock. A new address of a running mock waits for a restart. */
export function MockHead({ server, mock }: { server: Server; mock: Mock }) {
  const actions = useActions();
  const book = useCommands();
  const { name, state, address, listen } = server;
  const running = isRunning(server);
  const refused = useView((s) => s.serverFailures.get(server.serverId));
  const [wanted, setWanted] = useState<Listen>();
  const failure = refused ?? (state === 'failed' ? server.failure : undefined);
  const put = (change: Partial<Listen>) => {
    const next = withAddress(wanted ?? listen, change);
    if (running) setWanted(next);
    else void actions.caller.forServer(server.serverId, () => changeListen(actions, server, next));
    return undefined;
  };
  return (
    <header className={style.head}>
      <div className={style.headRow}>
        <div className={style.name}>
          <TypedField
            title="Mock"
            value={name}
            testId="mock-name"
            onCommit={(typed) => {
              if (typed.trim() === '') return 'A mock needs a name.';
              void actions.servers.rename(server, typed.trim());
              return undefined;
            }}
          />
        </div>
        <AddressFields listen={wanted ?? listen} onChange={put} />
        <span className={style.state} data-testid="mock-state" data-state={state}>
          <strong>{serverWords[state]}</strong>
          <ExposureChip address={address} />
          {address !== null && <span className={`mono ${style.bound}`}>{formatAddress(address)}</span>}
        </span>
        <span className={style.headTools}>
          <Button
            look={running ? 'normal' : 'primary'}
            icon={running ? <Square size={14} /> : <Play size={14} />}
            testId={running ? 'mock-stop' : 'mock-start'}
            onClick={() =>
              void (running ? actions.servers.stop(server.serverId) : actions.servers.start(server.serverId))
            }
          >
            {running ? 'Stop' : 'Start'}
          </Button>
          <MenuButton
            trigger={<Button icon={<MoreHorizontal size={14} />} label={`More for ${name}`} testId="mock-more" />}
            entries={() => [
              ...fileEntries(actions, server, mock),
              { kind: 'separator' },
              ...endpointMenu(book, actions, serverKey(server.serverId)).filter(isNotHereAnyway),
            ]}
          />
        </span>
      </div>
      {wanted && running && <RestartBar server={server} wanted={wanted} onDone={() => setWanted(undefined)} />}
      {failure && <ServerFailure server={server} failure={failure} />}
    </header>
  );
}

function AddressFields({ listen, onChange }: { listen: Listen; onChange: (change: Partial<Listen>) => undefined }) {
  const platform = useLab((s) => s.about?.platform);
  if (typeof listen.path === 'string') {
    return (
      <div className={style.path}>
        <TypedField
          title={platform === 'win32' ? 'Pipe' : 'Path'}
          value={listen.path}
          onCommit={(path) => onChange({ path })}
        />
      </div>
    );
  }
  return (
    <>
      <div className={style.host}>
        <TypedField
          title="Address"
          value={String(listen.host ?? '')}
          placeholder="every address"
          testId="mock-host"
          onCommit={(host) => onChange({ host: host === '' ? null : host })}
        />
      </div>
      <div className={style.port}>
        <TypedField
          title="Port"
          numeric
          value={String(listen.port ?? 0)}
          placeholder="0 = any"
          testId="mock-port"
          onCommit={(port) => onChange({ port: Number.isFinite(Number(port)) ? Number(port) : port })}
        />
      </div>
    </>
  );
}

function withAddress(listen: Listen, change: Partial<Listen>): Listen {
  const next: Record<string, unknown> = { ...listen, ...change };
  for (const [key, value] of Object.entries(next)) if (value === null) delete next[key];
  return next as Listen;
}
