// What must be known while looking at the grid: that detail is left out, and that the view stands still.
import { Snowflake } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { formatCount, formatDuration } from '../../../shared/format.ts';
import { useFreeze } from '../../state/freeze.ts';
import { useSession } from '../../state/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import style from './grid.module.css';
import { keepDetails, useGrid } from './grid-store.ts';
import { isSimplified, MOST_LIVE } from './storm.ts';

export function StormBanner() {
  const simplified = useGrid((s) => isSimplified(s.storm));
  const live = useGrid((s) => s.arrangement.live);
  const changes = useGrid((s) => s.changesPerSecond);
  if (!simplified) return null;
  const why =
    live > MOST_LIVE * 0.9
      ? `${formatCount(live)} connections are active`
      : `${formatCount(changes)} connections change every second`;
  return (
    <div className={style.banner} data-testid="storm-banner">
      <span className="numbers">Simplified while {why}</span>
      <Button small onClick={keepDetails} title="Sparklines, counters four times a second, and closed rows">
        Keep details
      </Button>
    </div>
  );
}

/** Lets the view stand still, and go on. */
export function FreezeButton() {
  const frozen = useFreeze((s) => s.since !== undefined);
  const session = useSession();
  return (
    <Button
      look="quiet"
      icon={<Snowflake size={14} />}
      testId="freeze"
      aria-pressed={frozen}
      title="What is shown stands still; sockets go on (Ctrl+Shift+.)"
      onClick={() => session.freeze(!frozen)}
    >
      Freeze view
    </Button>
  );
}

/** Says that the view stands still, for how long, and what has happened meanwhile. Stands above everything. */
export function FreezeBanner() {
  const since = useFreeze((s) => s.since);
  const session = useSession();
  const words = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (since === undefined) return;
    // Not one of the clock's painters: those stand still.
    const paint = () => {
      if (!words.current) return;
      const seconds = Math.floor((performance.now() - since) / 1000) * 1000;
      words.current.textContent = `View frozen ${formatDuration(seconds)} · ${formatCount(session.missedEvents())} new events`;
    };
    paint();
    const timer = setInterval(paint, 250);
    return () => clearInterval(timer);
  }, [since, session]);
  if (since === undefined) return null;
  return (
    <div className={style.banner} data-testid="freeze-banner">
      <span ref={words} className="numbers" />
      <Button small onClick={() => session.freeze(false)}>
        Unfreeze
      </Button>
      <span>Sockets and counters in the engine go on.</span>
    </div>
  );
}
