import type { ServerId } from '../../shared/contract/fields.ts';
import type { Rule } from '../../shared/mocks/mock.ts';
import { useActions } from '../actions/actions-context.tsx';
import { SwitchField } from '../ui/field.tsx';
import { PartEditor } from './forms/part-editor.tsx';
import { PartList } from './forms/part-list.tsx';
import { TypedField } from './forms/typed-field.tsx';
import { type Part, parts } from './parts.ts';
import { changeRule } from './rule-edits.ts';
import { ruleName } from './rule-name.ts';
import style from './rules.module.css';

/** One rule: when it fires, what it does, and whether the search goes on after it. */
export function RuleForm({ serverId, rule }: { serverId: ServerId; rule: Rule }) {
  const actions = useActions();
  const put = (change: Partial<Record<keyof Rule, unknown>>) =>
    changeRule(actions, serverId, { ...rule, ...change } as Rule);
  return (
    <section className={style.ruleForm} aria-label={ruleName(rule)} data-testid="rule-form">
      <h3>{ruleName(rule)}</h3>
      <div className={style.when}>
        <PartEditor
          title="When the message"
          entries={parts.matchers}
          value={rule.when as Part}
          path="when"
          onChange={(when) => put({ when })}
        />
      </div>
      <h4>Then</h4>
      <PartList
        title="Then"
        word="action"
        entries={parts.actions}
        value={rule.do as readonly Part[]}
        path="do"
        onChange={(actionList) => put({ do: actionList })}
      />
      <div className={style.pairs}>
        <TypedField
          title="Name"
          value={rule.title ?? ''}
          placeholder="optional"
          testId="rule-title"
          onCommit={(title) => put({ title: title === '' ? undefined : title })}
        />
        <span />
        <SwitchField
          title="Continue to the next rule"
          help="Further rules are tried on the same message."
          checked={rule.continue === true}
          onChange={(on) => void put({ continue: on || undefined })}
        />
        <SwitchField
          title="Switched off"
          help="The rule is kept and not used."
          checked={rule.off === true}
          onChange={(on) => void put({ off: on || undefined })}
        />
      </div>
    </section>
  );
}
