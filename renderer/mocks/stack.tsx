import type { KeyboardEvent } from 'react';
import type { Server } from '../../shared/contract/records.ts';
import { type FaultSettings, faultText } from '../../shared/faults/index.ts';
import { actionText } from '../../shared/mocks/actions/index.ts';
import { type FramingSettings, framingOf } from '../../shared/mocks/framing/index.ts';
import { behaviourOf, type Mock } from '../../shared/mocks/mock.ts';
import { scriptText } from '../../shared/mocks/script/script.ts';
import { useLiveText } from '../state/clock.ts';
import { hitsText } from './live/hits.ts';
import style from './mocks.module.css';
import { type Card, openCard, useMocks } from './mocks-store.ts';
import { ruleLabel, ruleText } from './rule-name.ts';

const titles: Readonly<Record<Card, string>> = {
  greeting: 'Greeting',
  framing: 'A message ends…',
  rules: 'Rules',
  otherwise: 'Otherwise',
  script: 'Script',
  wire: 'Wire',
  ending: 'Ending',
};
const withRules: readonly Card[] = ['greeting', 'framing', 'rules', 'otherwise', 'wire', 'ending'];
const withScript: readonly Card[] = ['greeting', 'framing', 'script', 'wire', 'ending'];
const MOST_LINES = 4;

/** The cards a mock has, from what comes first on a connection to what comes last. */
export const cardsOf = ({ script }: Mock): readonly Card[] => (script ? withScript : withRules);

/** The stack of a mock, read from top to bottom; the open card's form stands beside it. */
export function Stack({ server, mock }: { server: Server; mock: Mock }) {
  const all = cardsOf(mock);
  const wanted = useMocks((s) => s.card);
  const open = openOf(mock, wanted);
  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = all[all.indexOf(open) + step];
    if (step === 0 || !next) return;
    event.preventDefault();
    openCard(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-card="${next}"]`)?.focus();
  };
  return (
    <ol className={style.stack} aria-label="What it does, in order" onKeyDown={onKeyDown}>
      {all.map((card, i) => (
        <li key={card}>
          <button
            type="button"
            className={style.card}
            data-card={card}
            data-testid={`card-${card}`}
            aria-current={card === open || undefined}
            tabIndex={card === open ? 0 : -1}
            onClick={() => openCard(card)}
          >
            <span className={style.cardTitle}>
              {i + 1} {titles[card]}
            </span>
            <CardLines card={card} server={server} mock={mock} />
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The card that is open: the wanted one where the mock has it. */
export const openOf = (mock: Mock, wanted: Card): Card =>
  cardsOf(mock).includes(wanted) ? wanted : mock.script ? 'script' : 'rules';

function CardLines({ card, server, mock }: { card: Card; server: Server; mock: Mock }) {
  if (card === 'rules' && mock.rules?.length) return <RuleLines server={server} mock={mock} />;
  const lines = linesOf(card, mock);
  return (
    <>
      {lines.slice(0, MOST_LINES).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of text have no identity
        <span key={i} className={style.cardLine}>
          {line}
        </span>
      ))}
      {lines.length > MOST_LINES && <span className={style.cardLine}>and {lines.length - MOST_LINES} more</span>}
      {card === 'otherwise' && !mock.script && (server.mockCounts?.unmatched ?? 0) > 0 && (
        <span className={`${style.cardLine} numbers`}>×{server.mockCounts?.unmatched}</span>
      )}
    </>
  );
}

function RuleLines({ server, mock }: { server: Server; mock: Mock }) {
  const { rules = [] } = mock;
  return (
    <>
      {rules.slice(0, MOST_LINES).map((rule) => (
        <span key={rule.id} className={style.cardRule} data-off={rule.off || undefined}>
          <span className={style.cardLine}>
            {ruleLabel(rule.id)} {ruleText(rule)}
          </span>
          <RuleHits server={server} ruleId={rule.id} />
        </span>
      ))}
      {rules.length > MOST_LINES && <span className={style.cardLine}>and {rules.length - MOST_LINES} more</span>}
    </>
  );
}

function RuleHits({ server, ruleId }: { server: Server; ruleId: string }) {
  const hits = server.mockCounts?.rules[ruleId];
  const text = useLiveText<HTMLSpanElement>(() => hitsText(hits).split(' ')[0] ?? '');
  return <span ref={text} className="numbers" />;
}

function linesOf(card: Card, mock: Mock): string[] {
  const { greeting = [], framing, otherwise, wire = [], ending = {}, script } = mock;
  switch (card) {
    case 'greeting':
      return greeting.length > 0 ? greeting.map(actionText) : [silentText(mock)];
    case 'framing':
      return [framing ? framingOf(framing as FramingSettings).sentence(framing as FramingSettings) : 'not chosen'];
    case 'rules':
      return ['no rules'];
    case 'otherwise':
      return [otherwise ? behaviourOf(otherwise).sentence(otherwise) : 'no answer; a person may'];
    case 'script':
      return script?.steps.length ? scriptText(script).trimEnd().split('\n') : ['no steps'];
    case 'wire':
      return wire.length > 0 ? wire.map((fault: FaultSettings) => faultText(fault)) : ['as it is'];
    case 'ending':
      return endingLines(ending);
  }
}

/** What somebody who connects meets where there is no greeting: what stands under Otherwise may begin by itself. */
function silentText({ otherwise, rules = [], script }: Mock): string {
  const behaviour = otherwise && behaviourOf(otherwise);
  if (script || !behaviour?.onOpened || (behaviour.afterRules && rules.length > 0)) return 'says nothing';
  return `${behaviour.title} (Otherwise) begins`;
}

function endingLines({ onPeerFinish, idle, after, onError }: NonNullable<Mock['ending']>): string[] {
  const lines = [
    onPeerFinish && `peer finishes → ${onPeerFinish}`,
    idle && `idle ${idle.ms} ms → ${idle.do}`,
    after && `after a limit → ${after.do}`,
    onError && `on an error → ${onError}`,
  ].filter((line) => line !== undefined);
  return lines.length > 0 ? lines : ['peer finishes → finish'];
}
