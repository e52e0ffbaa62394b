import { ArrowDown, ArrowUp, Copy, Plus, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Server } from '../../shared/contract/records.ts';
import { behaviourOf, type Mock, type Rule } from '../../shared/mocks/mock.ts';
import { useActions } from '../actions/actions-context.tsx';
import { announce } from '../commands/announce.ts';
import { engineNow, onPaint, useLiveText } from '../state/clock.ts';
import { Button } from '../ui/button.tsx';
import { FramingFirst } from './framing-first.tsx';
import { hitsText } from './live/hits.ts';
import { chooseRule, useMocks, wantRule } from './mocks-store.ts';
import { addRule, copyRule, moveRule, removeRule } from './rule-edits.ts';
import { RuleForm } from './rule-form.tsx';
import { ruleLabel, ruleText } from './rule-name.ts';
import style from './rules.module.css';

/** The rules in their order: the first that matches wins. Below them the form of the one that is open. */
export function RulesForm({ server, mock }: { server: Server; mock: Mock }) {
  const actions = useActions();
  const { serverId } = server;
  const wants = useMocks((s) => s.wantsRule);
  const chosen = useMocks((s) => s.ruleId);
  const list = useRef<HTMLOListElement>(null);
  const { rules = [], framing } = mock;
  const rule = rules.find(({ id }) => id === chosen);
  const focusRule = (id: string | undefined) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-rule-id="${id}"] button`)?.focus());
  const add = () => (framing ? addRule(actions, serverId) : wantRule(true));
  const move = (id: string, step: 1 | -1) => {
    const at = moveRule(actions, serverId, id, step);
    if (at === undefined) return;
    announce(`${ruleLabel(id)} is rule ${at + 1} of ${rules.length}`);
    focusRule(id);
  };
  const remove = (id: string) => {
    const at = rules.findIndex((each) => each.id === id);
    removeRule(actions, serverId, id);
    focusRule((rules[at + 1] ?? rules[at - 1])?.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).closest('[data-rule-id]')?.getAttribute('data-rule-id');
    const at = rules.findIndex((each) => each.id === id);
    if (at < 0 || !id) return;
    const up = event.key === 'ArrowUp';
    if (up || event.key === 'ArrowDown') {
      if (event.altKey) move(id, up ? -1 : 1);
      else focusRule(rules[at + (up ? -1 : 1)]?.id);
    } else if (event.key === 'Delete') remove(id);
    else return;
    event.preventDefault();
  };
  if (wants && !framing) return <FramingFirst serverId={serverId} />;
  return (
    <div className={style.rules}>
      {rules.length === 0 && (
        <p className={style.emptyRules}>
          <strong>No rules: everything gets “{otherwiseTitle(mock)}”.</strong> Add a rule for particular messages.
        </p>
      )}
      {rules.length > 0 && <p className={style.hint}>The first rule that matches wins. Alt+↑ and Alt+↓ move a rule.</p>}
      <ol ref={list} className={style.ruleList} aria-label="Rules" onKeyDown={onKeyDown}>
        {rules.map((each, i) => (
          <RuleRow
            key={each.id}
            server={server}
            rule={each}
            open={each === rule}
            first={i === 0}
            last={i === rules.length - 1}
            onMove={(step) => move(each.id, step)}
            onRemove={() => remove(each.id)}
          />
        ))}
      </ol>
      <Button icon={<Plus size={14} />} testId="add-rule" onClick={add}>
        Add rule
      </Button>
      {rule && <RuleForm key={rule.id} serverId={serverId} rule={rule} />}
    </div>
  );
}

const otherwiseTitle = ({ otherwise }: Mock) => (otherwise ? behaviourOf(otherwise).title : 'no answer');

const FRESH_MS = 1_000;

/** Whether a rule has fired within the last second: its edge is solid then (ux.md 4.4). */
function useFresh(lastAt: number | undefined): boolean {
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    const look = () => setFresh(lastAt !== undefined && engineNow() - lastAt < FRESH_MS);
    look();
    return onPaint(look);
  }, [lastAt]);
  return fresh;
}

interface RuleRowProps {
  readonly server: Server;
  readonly rule: Rule;
  readonly open: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (step: 1 | -1) => void;
  readonly onRemove: () => void;
}

function RuleRow({ server, rule, open, first, last, onMove, onRemove }: RuleRowProps) {
  const actions = useActions();
  const { id } = rule;
  const label = ruleLabel(id);
  const hits = server.mockCounts?.rules[id];
  const since = useLiveText<HTMLSpanElement>(() => hitsText(hits));
  const fresh = useFresh(hits?.lastAt);
  return (
    <li
      className={style.rule}
      data-rule-id={id}
      data-testid="rule"
      data-hits={hits?.times ?? 0}
      data-off={rule.off}
      data-fresh={fresh || undefined}
    >
      <button
        type="button"
        className={style.ruleName}
        aria-expanded={open}
        onClick={() => chooseRule(open ? undefined : id)}
      >
        <span className={style.ruleLabel}>{label}</span>
        <span className={style.ruleText}>{ruleText(rule)}</span>
        {rule.off && <em>off</em>}
      </button>
      <span ref={since} className={`${style.hits} numbers`} />
      <span className={style.ruleTools}>
        <Button
          look="quiet"
          small
          icon={<ArrowUp size={14} />}
          label={`Move ${label} up`}
          unavailable={first ? 'It is the first' : undefined}
          onClick={() => onMove(-1)}
        />
        <Button
          look="quiet"
          small
          icon={<ArrowDown size={14} />}
          label={`Move ${label} down`}
          unavailable={last ? 'It is the last' : undefined}
          onClick={() => onMove(1)}
        />
        <Button
          look="quiet"
          small
          icon={<Copy size={14} />}
          label={`Duplicate ${label}`}
          onClick={() => copyRule(actions, server.serverId, id)}
        />
        <Button look="quiet" small icon={<X size={14} />} label={`Delete ${label}`} onClick={onRemove} />
      </span>
    </li>
  );
}
