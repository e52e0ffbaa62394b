import { Pause, Play, StepBack, StepForward } from 'lucide-react';
import { formatCount } from '../../../../shared/format.ts';
import { type Replay, replaySpeeds } from '../../../../shared/model/ladder/replay.ts';
import { wallClock } from '../../../state/clock.ts';
import { Button } from '../../../ui/button.tsx';
import { clockText } from '../../stream/chunk-row.tsx';
import style from './ladder.module.css';
import { changeLadderView, useLadderView } from './ladder-view.ts';
import type { ReplayControl } from './use-replay.ts';

/** What is replayed, how far it has come, and its keys. Always in sight: nobody takes a replay for what happens now. */
export function ReplayBar({ replay, control }: { replay: Replay; control: ReplayControl }) {
  const speed = useLadderView((v) => v.speed);
  const { ladder, first, last, position, playing } = replay;
  const clock = (at: number | undefined) => clockText(wallClock(at ?? 0)).slice(0, 8);
  const label = `Replay of ${clock(ladder.instants[first]?.at)}–${clock(ladder.instants[last]?.at)}`;
  const atEnd = position >= last ? 'This is the last event' : undefined;
  return (
    <div className={style.replay} role="group" aria-label={label} data-testid="ladder-replay">
      <strong>{label}</strong>
      <Button
        small
        icon={<StepBack size={14} />}
        label="Event before (←)"
        testId="replay-back"
        unavailable={position <= first ? 'This is the first event' : undefined}
        onClick={() => control.go(position - 1)}
      />
      <Button
        small
        icon={playing ? <Pause size={14} /> : <Play size={14} />}
        label={playing ? 'Stand still' : 'Play'}
        testId="replay-play"
        onClick={control.toggle}
      />
      <Button
        small
        icon={<StepForward size={14} />}
        label="Next event (→)"
        testId="replay-step"
        unavailable={atEnd}
        onClick={() => control.go(position + 1)}
      />
      <label title="Silences longer than a second are cut short">
        Speed
        <select
          value={speed}
          data-testid="replay-speed"
          onChange={(event) => changeLadderView({ speed: Number(event.target.value) })}
        >
          {replaySpeeds.map(({ speed: value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <input
        type="range"
        min={first}
        max={last}
        value={position}
        aria-label="Event"
        aria-valuetext={`event ${formatCount(position - first + 1)} of ${formatCount(last - first + 1)}`}
        data-testid="replay-position"
        onChange={(event) => control.go(Number(event.target.value))}
      />
      <span className={style.replayed}>
        {formatCount(position - first + 1)} of {formatCount(last - first + 1)}
      </span>
      <Button small testId="replay-end" onClick={control.stop}>
        End replay
      </Button>
    </div>
  );
}
