import { useMemo } from 'react';
import { terminalCommand } from '../../../shared/compose/terminal-command.ts';
import type { Server } from '../../../shared/contract/records.ts';
import { formatEndpoint } from '../../../shared/format.ts';
import type { Mock } from '../../../shared/mocks/mock.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { connectionNow, useLab } from '../../state/lab-store.ts';
import { select } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { showMain } from '../mocks-store.ts';
import { LastMessages } from './last-messages.tsx';
import style from './live.module.css';
import { TestBench } from './test-bench.tsx';
import { UnmatchedTray } from './unmatched-tray.tsx';
import { useMockEvents } from './use-mock-events.ts';

const MOST_SHOWN = 8;

/** What happens at the mock now, and what would happen: connections, messages, what matched nothing, the test bench. */
export function Live({ server, mock }: { server: Server; mock: Mock }) {
  const events = useMockEvents(server.serverId);
  return (
    <aside className={style.live} aria-label="Live" data-testid="mock-live">
      <Connections server={server} mock={mock} />
      <LastMessages events={events} />
      <UnmatchedTray server={server} events={events} />
      <TestBench server={server} mock={mock} />
    </aside>
  );
}

function Connections({ server, mock }: { server: Server; mock: Mock }) {
  const { serverId, address, mockCounts } = server;
  const sockets = useLab((s) => s.lab.sockets);
  const own = useMemo(
    () => [...sockets.values()].filter((s) => s.serverId === serverId && !isOver(s.state)).reverse(),
    [sockets, serverId],
  );
  const command = terminalCommand(address);
  const rules = Object.values(mockCounts?.rules ?? {}).reduce((sum, { times }) => sum + times, 0);
  return (
    <section className={style.part} aria-labelledby="live-connections">
      <h2 id="live-connections">Live</h2>
      <p className={`${style.facts} numbers`}>
        <span>{own.length} open</span>
        <span>{server.accepted} accepted</span>
        <span>{rules} answered by rules</span>
        <span>{mockCounts?.unmatched ?? 0} matched nothing</span>
      </p>
      {own.length === 0 && (
        <p className={style.hint}>
          {address === null ? 'Not listening: start it, or try a message below.' : 'Nobody has connected yet.'}
          {command && <CopyButton text={command}>{command}</CopyButton>}
        </p>
      )}
      <ul className={style.sockets}>
        {own.slice(0, MOST_SHOWN).map(({ socketId, remote, state, scriptPosition }) => (
          <li key={socketId} data-testid="mock-socket">
            <Button
              look="quiet"
              small
              title="Show it in Bench"
              onClick={() => {
                select(connectionNow(socketId)?.id ?? socketId, 'server');
                showMain('bench');
              }}
            >
              #{socketId}
            </Button>
            <span className={`mono ${style.remote}`}>{formatEndpoint(remote)}</span>
            {mock.script && scriptPosition !== undefined && (
              <span className="numbers">
                {scriptPosition < mock.script.steps.length ? `▶ step ${scriptPosition + 1}` : 'script over'}
              </span>
            )}
            <StateChip state={state} />
          </li>
        ))}
      </ul>
      {own.length > MOST_SHOWN && <p className={style.hint}>and {own.length - MOST_SHOWN} more</p>}
    </section>
  );
}
