import type { SocketId } from '../../../shared/contract/fields.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { clockText } from '../../bench/stream/chunk-row.tsx';
import { wallClock } from '../../state/clock.ts';
import { Button } from '../../ui/button.tsx';
import { RulePill } from '../rule-pill.tsx';
import style from './live.module.css';
import { tryMessageOf } from './try-message.ts';
import type { MockEvent } from './use-mock-events.ts';

const SHOWN = 12;

/** The last messages, each with the rule it fired; one click explains why. */
export function LastMessages({ events }: { events: readonly MockEvent[] }) {
  const actions = useActions();
  if (events.length === 0) return null;
  const explain = (socketId: SocketId, chunkIndex: number) => void tryMessageOf(actions, socketId, chunkIndex);
  return (
    <section className={style.part} aria-labelledby="live-messages">
      <h2 id="live-messages">Last messages</h2>
      <ul className={style.messages}>
        {events.slice(0, SHOWN).map((event) => (
          <li key={`${event.socketId} ${event.type} ${event.at}`} data-testid="mock-message">
            <span className={`${style.meta} numbers`}>{clockText(wallClock(event.at))}</span>
            <span className={style.meta}>#{event.socketId}</span>
            {event.type === 'mock.rule-fired' ? (
              <RulePill serverId={event.serverId} fired={{ id: event.ruleId, revision: event.revision }} />
            ) : (
              <span className={`mono ${style.preview}`} title="Matched no rule">
                {event.preview.trim() || '(empty)'}
              </span>
            )}
            {event.times !== undefined && <span className="numbers">×{event.times}</span>}
            <Button small look="quiet" onClick={() => explain(event.socketId, event.chunkIndex)}>
              Explain
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
