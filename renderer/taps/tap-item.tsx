import { ChevronDown, Play, Square } from 'lucide-react';
import type { TapId } from '../../shared/contract/fields.ts';
import { faultText } from '../../shared/faults/index.ts';
import { formatAddress } from '../../shared/format.ts';
import { isRunning } from '../../shared/model/server-state.ts';
import { useActions } from '../actions/actions-context.tsx';
import { targetText } from '../actions/client-actions.ts';
import { EndpointItem } from '../bench/sidebar/endpoint-item.tsx';
import { ExposureChip } from '../bench/sidebar/exposure-chip.tsx';
import { ServerFailure } from '../bench/sidebar/server-failure.tsx';
import style from '../bench/sidebar/sidebar.module.css';
import { tapKey } from '../bench/sidebar/sidebar-store.ts';
import { useCommands } from '../commands/commands-context.tsx';
import { endpointFaultEntries } from '../mocks/endpoint-faults.ts';
import { useLab } from '../state/lab-store.ts';
import { openDialog, useView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { MenuButton } from '../ui/menu.tsx';
import own from './taps.module.css';

/** A tap: where it listens, where it leads, its faults, and what can be done to it. */
export function TapItem({ tapId, tabStop }: { tapId: TapId; tabStop: boolean }) {
  const actions = useActions();
  const book = useCommands();
  const tap = useLab((s) => s.lab.taps.get(tapId));
  const server = useLab((s) => (tap ? s.lab.servers.get(tap.serverId) : undefined));
  const refused = useView((s) => (tap ? s.serverFailures.get(tap.serverId) : undefined));
  if (!tap || !server) return null;
  const { name, target, faults } = tap;
  const { state, address, connections } = server;
  const running = isRunning(server);
  const failure = refused ?? (state === 'failed' ? server.failure : undefined);
  const route = `${address === null ? 'stopped' : shortAddress(formatAddress(address))} → ${targetText(target)}`;
  const key = tapKey(tapId);
  return (
    <EndpointItem
      endpointKey={key}
      name={name}
      look={own.tap}
      state={state}
      tabStop={tabStop}
      onRename={(next) => actions.taps.rename(tap, next)}
      onOpen={() => openDialog({ kind: 'tap', tapId })}
      status={
        <span className={[style.status, running && style.listening].filter(Boolean).join(' ')}>
          <span className="visually-hidden">{running ? 'Running' : 'Stopped'}</span>
        </span>
      }
      tools={
        <>
          {address !== null && (
            <CopyButton small text={formatAddress(address)} label={`Copy “${formatAddress(address)}”`} />
          )}
          <Button
            look="quiet"
            small
            icon={running ? <Square size={14} /> : <Play size={14} />}
            label={`${running ? 'Stop' : 'Start'} ${name}`}
            testId={running ? 'tap-stop' : 'tap-start'}
            onClick={() => void (running ? actions.taps.stop(tap) : actions.taps.start(tap))}
          />
        </>
      }
    >
      <span className={`${style.detail} numbers`}>
        <span className={`mono ${style.address}`} title={route}>
          {route}
        </span>
        <ExposureChip address={address} />
        <span>{connections} open</span>
        {tap.refused > 0 && <span>{tap.refused} refused</span>}
        <MenuButton
          trigger={
            <Button look="quiet" small testId="tap-faults">
              Faults <ChevronDown size={12} aria-hidden="true" />
            </Button>
          }
          entries={() => endpointFaultEntries(book, actions, { kind: 'tap', key, tap, server })}
        />
        {faults.length > 0 && (
          <span className={style.chip} data-testid="tap-fault-chip" title={faults.map(faultText).join(', ')}>
            {faults.length === 1 && faults[0] ? faultText(faults[0]) : `${faults.length} faults`}
          </span>
        )}
      </span>
      {(failure ?? tap.failure) && (
        <div className={style.wide}>
          {failure ? (
            <ServerFailure server={server} failure={failure} />
          ) : (
            tap.failure && <FailureCard failure={tap.failure} />
          )}
        </div>
      )}
    </EndpointItem>
  );
}

/** Without this machine's own address: `:7008`. */
const shortAddress = (address: string) => address.replace(/^127\.0\.0\.1(?=:)/u, '');
