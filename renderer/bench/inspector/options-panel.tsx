// The Options tab: everything `net` can change on a living socket, with Node's call, and every property it has.
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';
import { seek, useView } from '../../state/view-store.ts';
import { FailureCard } from '../../ui/failure-card.tsx';
import { attemptsOf, tookText } from './attempts.ts';
import { useInspection } from './inspection.ts';
import { factGroups } from './inspection-rows.ts';
import { OptionControls } from './option-controls.tsx';
import style from './options.module.css';

export function OptionsPanel({ socket }: { socket: Socket }) {
  const { facts, failure, look } = useInspection(socket);
  const about = useLab((s) => s.about);
  return (
    <div className={style.panel} data-testid="options" tabIndex={0} role="region" aria-label="Options">
      <div className={style.controls}>
        <OptionControls key={socket.socketId} socket={socket} facts={facts} onChanged={look} />
        <Attempts socket={socket} settled={facts !== undefined || failure !== undefined} />
      </div>
      <div className={style.facts}>
        <p className={style.note}>
          Every property as Node {about?.node ?? ''} returns it, asked once a second.
          {facts && socket.closedAt !== undefined && ' The socket is closed; this is how it was left.'}
        </p>
        {failure && <FailureCard failure={failure} />}
        {facts &&
          factGroups(facts).map(({ title, rows }) => (
            <table key={title} className={style.table}>
              <caption>{title}</caption>
              <tbody>
                {rows.map(([name, value]) => (
                  <tr key={name} data-property={name}>
                    <th scope="row">{name}</th>
                    <td>{value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
      </div>
    </div>
  );
}

/** How the connection came about: the look-up, and each address that was tried. */
function Attempts({ socket, settled }: { socket: Socket; settled: boolean }) {
  const { events } = useSession();
  const version = useSyncExternalStore(events.subscribe, () => events.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the log has changed
  const attempts = useMemo(
    () => attemptsOf(events.of([socket.socketId]), socket.life),
    [events, socket.socketId, socket.life, version],
  );
  const table = useRef<HTMLTableElement>(null);
  const sought = useView((s) => s.sought === 'attempts');
  useEffect(() => {
    if (!sought || !settled) return; // what stands above would still push it away
    table.current?.scrollIntoView({ block: 'nearest' });
    seek(undefined);
  }, [sought, settled]);
  if (socket.origin !== 'dialled' || attempts.length === 0) return null;
  return (
    <table ref={table} className={style.table} data-testid="attempts">
      <caption>Attempts to connect (autoSelectFamily)</caption>
      <tbody>
        {attempts.map(({ key, what, result, tookMs }) => (
          <tr key={key}>
            <th scope="row">{what}</th>
            <td>
              {result} {tookText(tookMs)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
