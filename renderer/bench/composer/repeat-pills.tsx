import type { Repeat } from '../../../shared/contract/repeat.ts';
import { formatCount } from '../../../shared/format.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useLab } from '../../state/lab-store.ts';
import { useRunning } from '../../state/running.ts';
import { Button } from '../../ui/button.tsx';
import style from './composer-dialogs.module.css';

/** Every repeat of the lab that is running, wherever it was started, each with its end in reach. */
export function RepeatPills() {
  const repeats = useLab((s) => s.lab.repeats);
  const actions = useActions();
  const shown = [...repeats.values()].filter(({ times }) => times !== 1);
  if (shown.length === 0) return null;
  return (
    <div className={style.pills} role="status" aria-label="Repeats" data-testid="repeats">
      {shown.slice(0, 6).map((repeat) => (
        <Pill key={repeat.repeatId} repeat={repeat} />
      ))}
      {shown.length > 6 && <span>and {shown.length - 6} more</span>}
      {shown.length > 1 && (
        <Button small testId="repeat-stop-all" onClick={() => void stopRepeats(actions)}>
          Stop all (Esc Esc)
        </Button>
      )}
    </div>
  );
}

function Pill({ repeat }: { repeat: Repeat }) {
  const run = useRunning((s) => s.repeats.get(repeat.repeatId));
  const actions = useActions();
  const { repeatId, times, socketIds } = repeat;
  const all = times === undefined ? '' : `/${formatCount(times * socketIds.length)}`;
  const where = socketIds.length > 1 ? `${socketIds.length} connections` : `#${socketIds[0]}`;
  return (
    <span className={style.pill} data-testid="repeat-pill">
      <span className="numbers">
        Repeating {formatCount(run?.sent ?? 0)}
        {all}
      </span>
      <span className={style.pillWhere}>
        {where}
        {run?.waiting && ' · waits for the peer'}
      </span>
      <Button
        small
        testId="repeat-stop"
        onClick={() => void actions.caller.forWindow(() => actions.call('repeat.stop', { repeatId }))}
      >
        Stop
      </Button>
    </span>
  );
}

/** Stops every repeat of the lab. */
export const stopRepeats = (actions: ReturnType<typeof useActions>) =>
  actions.caller.forWindow(() => actions.call('repeat.stop', {}));
