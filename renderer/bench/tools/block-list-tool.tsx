import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { parseRules } from '../../../shared/compose/lists.ts';
import type { BlockRule } from '../../../shared/contract/common-options.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { BlockListUses } from './block-list-uses.tsx';
import { CallLine, quoted } from './call-line.tsx';
import { setRules, useRules } from './rules-store.ts';
import style from './tools.module.css';
import { failureLine, useAnswer } from './use-answer.ts';

type Family = 'auto' | 'ipv4' | 'ipv6';
const families = [
  { value: 'auto', title: 'Found from the address' },
  { value: 'ipv4', title: 'IPv4' },
  { value: 'ipv6', title: 'IPv6' },
] as const;
/** Refused by every list that has no rule for it; used to have a new rule judged before it is taken. */
const ANY_ADDRESS = '192.0.2.1';

/** Builds a `net.BlockList`, tries addresses on it, and gives it to servers and connections. */
export function BlockListTool() {
  const actions = useActions();
  const rules = useRules((s) => s.rules);
  const [entry, setEntry] = useState('');
  const [family, setFamily] = useState<Family>('auto');
  const [problem, setProblem] = useState<string | undefined>();
  const [address, setAddress] = useState('');
  const tested = useAnswer('blockList.check', address === '' ? undefined : { rules, address });

  async function add(): Promise<void> {
    const fresh = parseRules(entry).map((rule) => (family === 'auto' ? rule : { ...rule, family }));
    if (fresh.length === 0) {
      setProblem('Write an address, a range or a subnet.');
      return;
    }
    try {
      await actions.call('blockList.check', { rules: fresh, address: ANY_ADDRESS });
      setRules([...rules, ...fresh]);
      setEntry('');
      setProblem(undefined);
    } catch (error) {
      setProblem(failureLine(failureFrom(error)));
    }
  }

  return (
    <div className={style.tool}>
      <div className={style.line}>
        <TextField
          title="Rule"
          nodeName="addAddress(), addRange(), addSubnet()"
          value={entry}
          placeholder="10.0.0.7 or 10.0.0.1 - 10.0.0.9 or 10.0.0.0/8 or fc00::/7"
          testId="rule-entry"
          onEnter={() => void add()}
          error={problem}
          onChange={setEntry}
        />
        <ChoiceField title="Family" value={family} choices={families} onChange={(next) => setFamily(next as Family)} />
        <Button testId="rule-add" onClick={() => void add()}>
          Add
        </Button>
      </div>
      {rules.length === 0 ? (
        <p className={style.lead}>No rules: nobody is blocked.</p>
      ) : (
        <ol className={style.rules} data-testid="rules">
          {rules.map((rule, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same rule may stand twice
            <li key={i}>
              <code>{callOf(rule)}</code>
              <Button
                small
                look="quiet"
                icon={<Trash2 size={14} />}
                label={`Remove rule ${i + 1}`}
                onClick={() => setRules(rules.filter((_, at) => at !== i))}
              />
            </li>
          ))}
        </ol>
      )}
      <TextField
        title="Try an address"
        nodeName="check()"
        value={address}
        placeholder="10.1.2.3"
        testId="rule-test"
        error={failureLine(tested.failure)}
        onChange={setAddress}
      />
      {tested.result && (
        <div className={style.calls}>
          <CallLine call={`blockList.check(${quoted(address)})`} testId="rule-result">
            {String(tested.result.blocked)} – {tested.result.blocked ? 'blocked' : 'not blocked'}
          </CallLine>
          <CallLine call="blockList.rules">
            {tested.result.rules.length === 0 ? '[]' : tested.result.rules.join(' · ')}
          </CallLine>
        </div>
      )}
      <BlockListUses rules={rules} />
    </div>
  );
}

/** The call that adds a rule. */
function callOf({ address, start, end, subnet, prefix, family }: BlockRule): string {
  const type = family ? `, '${family}'` : '';
  if (subnet !== undefined) return `addSubnet('${subnet}', ${prefix}${type})`;
  if (start !== undefined) return `addRange('${start}', '${end}'${type})`;
  return `addAddress('${address}'${type})`;
}
