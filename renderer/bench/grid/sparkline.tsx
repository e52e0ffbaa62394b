// The last minute of a socket as two mirrored curves: sent above the line, received below. Painted once a second without
// rendering; its cell hides it where there is no room.
import { useEffect, useRef } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { engineNow, onPaint } from '../../state/clock.ts';
import { SECONDS } from '../../state/rates.ts';
import { useSession } from '../../state/session-context.tsx';
import { useGrid } from './grid-store.ts';
import style from './lines.module.css';
import { isSimplified } from './storm.ts';

const HEIGHT = 18;
const MIDDLE = HEIGHT / 2;

export function Sparkline({ socketId }: { socketId: SocketId }) {
  const simplified = useGrid((s) => isSimplified(s.storm));
  return simplified ? null : <Curves socketId={socketId} />;
}

function Curves({ socketId }: { socketId: SocketId }) {
  const { rates } = useSession();
  const sent = useRef<SVGPathElement>(null);
  const received = useRef<SVGPathElement>(null);
  useEffect(() => {
    let painted = -1;
    const paint = () => {
      const now = engineNow();
      const second = Math.floor(now / 1000);
      if (second === painted) return;
      painted = second;
      const history = rates.history(socketId, now);
      const most = Math.max(1, ...history.sent, ...history.received);
      sent.current?.setAttribute('d', curveOf(history.sent, most, -1));
      received.current?.setAttribute('d', curveOf(history.received, most, 1));
    };
    paint();
    return onPaint(paint);
  }, [rates, socketId]);
  return (
    <svg
      className={style.sparkline}
      viewBox={`0 0 ${SECONDS} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-testid="sparkline"
    >
      <path ref={sent} className={style.sparkSent} />
      <path ref={received} className={style.sparkReceived} />
    </svg>
  );
}

/** A filled curve away from the middle line; empty when nothing has moved. */
function curveOf(values: readonly number[], most: number, side: 1 | -1): string {
  if (values.every((value) => value === 0)) return '';
  // A square root keeps a trickle visible beside a burst.
  const points = values.map(
    (value, i) => `${i} ${(MIDDLE + side * Math.sqrt(value / most) * (MIDDLE - 1)).toFixed(1)}`,
  );
  return `M0 ${MIDDLE}L${points.join('L')}L${SECONDS - 1} ${MIDDLE}Z`;
}
