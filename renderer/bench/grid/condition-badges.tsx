import { useEffect, useState } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { tagsOf } from '../../../shared/filters/facts.ts';
import { type Condition, conditionsOf, urgentFirst } from '../../../shared/model/conditions.ts';
import { engineNow, onPaint, useLiveText } from '../../state/clock.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSettings } from '../../state/settings.ts';
import { useWindowWidth } from '../../ui/use-window-width.ts';
import style from './lines.module.css';
import { tagHue } from './tag-hue.ts';

/** On narrower windows one badge has room, and the number of the others. */
const ROOM_FOR_TWO = 1500;
const ROOM_FOR_THREE = 1800;

/** The conditions of both ends now, each kind once, what asks for attention first. The countdown has a column of its own. */
export function conditionsNow(own: Socket, peer: Socket | undefined): Condition[] {
  const settings = {
    quietAfterMs: useSettings.getState().quietAfterSeconds * 1000,
    servers: [...useLab.getState().lab.servers.values()],
  };
  const ends = [own, peer].filter((end) => end !== undefined);
  const tags = tagsOf(ends).join(' · ');
  const all = ends
    .flatMap((end) => conditionsOf(end, engineNow(), settings))
    .map((condition) => (condition.kind === 'tagged' ? { ...condition, text: tags } : condition));
  return urgentFirst(all.filter((c, i) => all.findIndex((other) => other.kind === c.kind) === i));
}

/** Conditions of a connection, rendered anew whenever one of their texts changes. */
export const useConditions = (own: Socket, peer: Socket | undefined) => useWatched(own, peer, sameTexts);

/** Conditions of a connection. Renders when one comes or goes; their texts are painted by the badges. */
export const useConditionKinds = (own: Socket, peer: Socket | undefined) => useWatched(own, peer, sameKinds);

function useWatched(own: Socket, peer: Socket | undefined, same: typeof sameKinds): readonly Condition[] {
  const [conditions, setConditions] = useState<readonly Condition[]>(() => conditionsNow(own, peer));
  useEffect(() => {
    const look = () => {
      const next = conditionsNow(own, peer);
      setConditions((before) => (same(before, next) ? before : next));
    };
    look();
    return onPaint(look);
  }, [own, peer, same]);
  return conditions;
}

export interface ConditionBadgesProps {
  readonly own: Socket;
  readonly peer: Socket | undefined;
  readonly conditions: readonly Condition[];
}

export function ConditionBadges({ own, peer, conditions: all }: ConditionBadgesProps) {
  const conditions = all.filter((c) => c.kind !== 'idle-countdown');
  const width = useWindowWidth();
  const room = width >= ROOM_FOR_THREE ? 3 : width >= ROOM_FOR_TWO ? 2 : 1;
  const hidden = conditions.slice(room);
  return (
    <span className={style.badges}>
      {conditions.slice(0, room).map((c) => (
        <LiveBadge key={c.kind} condition={c} own={own} peer={peer} />
      ))}
      {hidden.length > 0 && <span title={hidden.map((c) => c.text).join(' · ')}>+{hidden.length}</span>}
    </span>
  );
}

function LiveBadge({ condition, own, peer }: { condition: Condition; own: Socket; peer: Socket | undefined }) {
  const text = useLiveText<HTMLSpanElement>(
    () => conditionsNow(own, peer).find(({ kind }) => kind === condition.kind)?.text ?? condition.text,
  );
  return <span ref={text} className={badgeClass(condition)} {...badgeData(condition)} style={hueOf(condition)} />;
}

export function Badge({ condition }: { condition: Condition }) {
  return (
    <span className={badgeClass(condition)} {...badgeData(condition)} style={hueOf(condition)}>
      {condition.text}
    </span>
  );
}

const hueOf = ({ kind, text }: Condition) => (kind === 'tagged' ? tagHue(text.split(' · ')[0] ?? '') : undefined);
const badgeClass = ({ attention }: Condition) => (attention ? style.badgeAttention : style.badge);
const badgeData = ({ provenance, kind }: Condition) => ({ 'data-provenance': provenance, 'data-condition': kind });

const sameKinds = (a: readonly Condition[], b: readonly Condition[]) =>
  a.length === b.length && a.every((c, i) => c.kind === b[i]?.kind && c.attention === b[i]?.attention);
const sameTexts = (a: readonly Condition[], b: readonly Condition[]) =>
  sameKinds(a, b) && a.every((c, i) => c.text === b[i]?.text);
