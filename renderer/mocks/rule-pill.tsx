import type { ServerId } from '../../shared/contract/fields.ts';
import { useLab } from '../state/lab-store.ts';
import { showMock } from './mocks-store.ts';
import { ruleLabel, ruleName } from './rule-name.ts';
import style from './rule-pill.module.css';

export interface RulePillProps {
  readonly serverId: ServerId;
  /** The rule a reply comes from, and the mock's revision then. */
  readonly fired: { readonly id: string; readonly revision: number };
}

/** Which rule a reply comes from; a click opens it. Says when the rule is another one by now, or is gone (ux.md 4.4). */
export function RulePill({ serverId, fired }: RulePillProps) {
  const changed = useLab((s) => s.lab.servers.get(serverId)?.ruleRevisions?.[fired.id]);
  const rule = useLab((s) => s.lab.servers.get(serverId)?.mock?.rules?.find(({ id }) => id === fired.id));
  if (!rule) {
    return (
      <span className={`${style.pill} ${style.gone}`} data-testid="rule-pill" data-rule="deleted">
        <s>{ruleLabel(fired.id)}</s> rule deleted
      </span>
    );
  }
  const edited = changed !== undefined && changed > fired.revision;
  return (
    <button
      type="button"
      className={style.pill}
      data-testid="rule-pill"
      data-rule={edited ? 'edited' : 'same'}
      title={edited ? `Edited since; now ${ruleName(rule)}` : ruleName(rule)}
      onClick={() => showMock(serverId, rule.id)}
    >
      {edited ? `${ruleLabel(rule.id)} · edited since` : ruleName(rule)}
    </button>
  );
}
