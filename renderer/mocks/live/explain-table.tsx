import { Check, X } from 'lucide-react';
import type { Result } from '../../../shared/contract/methods.ts';
import type { Server } from '../../../shared/contract/records.ts';
import { matcherText } from '../../../shared/mocks/matchers/index.ts';
import { behaviourOf, type Mock, type Rule } from '../../../shared/mocks/mock.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { Button } from '../../ui/button.tsx';
import { changeRule } from '../rule-edits.ts';
import { ruleLabel } from '../rule-name.ts';
import style from './live.module.css';

type Explained = Result<'mock.test'>['explain'][number];

export interface ExplainTableProps {
  readonly server: Server;
  readonly mock: Mock;
  readonly explain: readonly Explained[];
}

/** Every rule that was tried on a message, whether it matched, and why; a near miss has the button that mends it. */
export function ExplainTable({ server, mock, explain }: ExplainTableProps) {
  const actions = useActions();
  const { rules = [] } = mock;
  const took = explain.some(({ matched }) => matched);
  const fix = (rule: Rule, when: unknown) => changeRule(actions, server.serverId, { ...rule, when } as Rule);
  return (
    <table className={style.explain} data-testid="explain">
      <caption>Rules tried, in order</caption>
      <tbody>
        {explain.map(({ ruleId, matched, why, fix: nearMiss }) => {
          const rule = rules.find(({ id }) => id === ruleId);
          return (
            <tr key={ruleId} data-matched={matched}>
              <th scope="row">{ruleLabel(ruleId)}</th>
              <td>
                {matched ? <Check size={14} aria-hidden /> : <X size={14} aria-hidden />}
                <span className="visually-hidden">{matched ? 'matched' : 'did not match'}</span>
              </td>
              <td>
                {rule && `${matcherText(rule.when)} — `}
                {why}.
                {rule && nearMiss && (
                  <Button small testId="explain-fix" onClick={() => void fix(rule, nearMiss.when)}>
                    {nearMiss.title}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
        {!took && (
          <tr data-matched="otherwise">
            <th scope="row" colSpan={2}>
              Otherwise
            </th>
            <td>{mock.otherwise ? behaviourOf(mock.otherwise).sentence(mock.otherwise) : 'No answer.'}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
