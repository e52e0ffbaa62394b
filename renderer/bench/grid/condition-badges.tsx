import { useEffect, useState } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { type Condition, conditionsOf } from '../../../shared/model/conditions.ts';
import { engineNow, onPaint } from '../../state/clock.ts';
import { useSettings } from '../../state/settings.ts';
import { useWindowWidth } from '../../ui/use-window-width.ts';
import style from './grid.module.css';

/** On narrower windows one badge has room, and the number of the others. */
const ROOM_FOR_TWO = 1500;

/** The conditions of both ends now, each kind once. The countdown has a column of its own. */
export function conditionsNow(own: Socket, peer: Socket | undefined): Condition[] {
  const settings = { quietAfterMs: useSettings.getState().quietAfterSeconds * 1000 };
  const all = [own, peer].flatMap((end) => (end ? conditionsOf(end, engineNow(), settings) : []));
  return all.filter((c, i) => all.findIndex((other) => other.kind === c.kind) === i);
}

/** Conditions of a connection, painted anew as time goes by. */
export function useConditions(own: Socket, peer: Socket | undefined): readonly Condition[] {
  const [conditions, setConditions] = useState<readonly Condition[]>(() => conditionsNow(own, peer));
  useEffect(() => {
    const look = () => {
      const next = conditionsNow(own, peer);
      setConditions((before) => (sameTexts(before, next) ? before : next));
    };
    look();
    return onPaint(look);
  }, [own, peer]);
  return conditions;
}

export function ConditionBadges({ conditions: all }: { conditions: readonly Condition[] }) {
  const conditions = all.filter((c) => c.kind !== 'idle-countdown');
  const room = useWindowWidth() >= ROOM_FOR_TWO ? 2 : 1;
  const hidden = conditions.slice(room);
  return (
    <span className={style.badges}>
      {conditions.slice(0, room).map((c) => (
        <Badge key={c.kind} condition={c} />
      ))}
      {hidden.length > 0 && <span title={hidden.map((c) => c.text).join(' · ')}>+{hidden.length}</span>}
    </span>
  );
}

export function Badge({ condition }: { condition: Condition }) {
  return (
    <span
      className={condition.attention ? style.badgeAttention : style.badge}
      data-provenance={condition.provenance}
      data-condition={condition.kind}
    >
      {condition.text}
    </span>
  );
}

const sameTexts = (a: readonly Condition[], b: readonly Condition[]) =>
  a.length === b.length && a.every((c, i) => c.text === b[i]?.text && c.kind === b[i]?.kind);
