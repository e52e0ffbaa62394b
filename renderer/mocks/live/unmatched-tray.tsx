import { useMemo } from 'react';
import { fromBase64 } from '../../../shared/bytes.ts';
import type { Server } from '../../../shared/contract/records.ts';
import { formatCounted } from '../../../shared/format.ts';
import { hexText, quoted, textOf } from '../../../shared/mocks/message.ts';
import type { Rule } from '../../../shared/mocks/mock.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { Button } from '../../ui/button.tsx';
import { addRule } from '../rule-edits.ts';
import style from './live.module.css';
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
                onClick={() => addRule(actions, server.serverId, { when: exactly(event) })}
              >
                Make a rule from this
              </Button>
            )}
            <Button
              small
              look="quiet"
              title="A rule for messages that begin like this one"
              onClick={() => addRule(actions, server.serverId, { when: beginningWith(event) })}
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

/** Bytes as they stand in a matcher: text where they are text, without a line end; else hex. */
function pattern(bytes: Uint8Array): { readonly text: string } | { readonly hex: string } {
  const { text, codec } = textOf(bytes);
  return codec === 'utf8' ? { text } : { hex: hexText(bytes) };
}

function exactly({ data }: Unmatched): Rule['when'] {
  const bytes = fromBase64(data);
  const given = pattern(bytes);
  if (!('text' in given)) return { kind: 'exact', ...given };
  const text = given.text.replace(/[\r\n]+$/u, '');
  return { kind: 'exact', text, ...(text !== given.text && { ignoreTrailingCrLf: true }) };
}

/** Its first word, or its first four bytes. */
function beginningWith({ data }: Unmatched): Rule['when'] {
  const bytes = fromBase64(data);
  const given = pattern(bytes);
  if (!('text' in given)) return { kind: 'starts-with', hex: hexText(bytes.subarray(0, 4)) };
  return { kind: 'starts-with', text: /^\S+\s?/u.exec(given.text)?.[0].replace(/[\r\n]/gu, '') ?? given.text };
}
