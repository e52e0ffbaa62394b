import { useMemo } from 'react';
import { fromBase64 } from '../../../shared/bytes.ts';
import type { Server } from '../../../shared/contract/records.ts';
import { formatCounted } from '../../../shared/format.ts';
import { quoted } from '../../../shared/mocks/message.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { Button } from '../../ui/button.tsx';
import { addRule } from '../rule-edits.ts';
import style from './live.module.css';
import { beginningWith, exactly } from './matchers-of.ts';
import type { MockEvent } from './use-mock-events.ts';

type Unmatched = Extract<MockEvent, { type: 'mock.unmatched' }>;
const SHOWN = 6;

/** Messages that matched no rule, each once, with the way to make a rule of it. */
export function UnmatchedTray({ server, events }: { server: Server; events: readonly MockEvent[] }) {
  const actions = useActions();
  const different = useMemo(() => {
    const byData = new Map<string, Unmatched>();
    for (const event of events) if (event.type === 'mock.unmatched') byData.set(`${event.size} ${event.data}`, event);
    return [...byData.values()];
  }, [events]);
  const count = server.mockCounts?.unmatched ?? 0;
  if (count === 0) return null;
  return (
    <section className={style.part} aria-labelledby="live-unmatched" data-testid="unmatched">
      <h2 id="live-unmatched">{formatCounted(count, 'message')} matched nothing</h2>
      <ul className={style.messages}>
        {different.slice(0, SHOWN).map((event) => (
          <li key={`${event.size} ${event.data}`} className={style.unmatched}>
            <span className={`mono ${style.preview}`}>{quoted(fromBase64(event.data))}</span>
            {isWhole(event) && (
              <Button
                small
                testId="make-rule"
                onClick={() => addRule(actions, server.serverId, { when: exactly(fromBase64(event.data)) })}
              >
                Make a rule from this
              </Button>
            )}
            <Button
              small
              look="quiet"
              title="A rule for messages that begin like this one"
              onClick={() => addRule(actions, server.serverId, { when: beginningWith(fromBase64(event.data)) })}
            >
              From its beginning
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Only the first bytes of a long message are told. */
const isWhole = ({ data, size }: Unmatched) => fromBase64(data).length === size;
