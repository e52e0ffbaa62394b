import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/contract/failures.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { CallLine } from './call-line.tsx';
import style from './tools.module.css';
import { failureLine, useAnswer } from './use-answer.ts';

/** Whether connections try both families, and how long one address may take: the defaults of all connections to come. */
export function FamilyTool() {
  const actions = useActions();
  const [turn, setTurn] = useState(0);
  const [failure, setFailure] = useState<Failure | undefined>();
  const [time, setTime] = useState('');
  const both = useAnswer('net.getDefaultAutoSelectFamily', {}, turn);
  const timeout = useAnswer('net.getDefaultAutoSelectFamilyAttemptTimeout', {}, turn);
  const on = both.result?.value;
  const ms = timeout.result?.value;
  useEffect(() => {
    if (ms !== undefined) setTime(String(ms));
  }, [ms]);

  async function set(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      setFailure(undefined);
    } catch (error) {
      setFailure(failureFrom(error));
    }
    setTurn((before) => before + 1);
  }
  const given = time.trim() === '' || Number.isNaN(Number(time)) ? time : Number(time);
  const setAttemptTimeout = () =>
    void set(() => actions.call('net.setDefaultAutoSelectFamilyAttemptTimeout', { value: given }));
  return (
    <div className={style.tool}>
      <p className={style.lead}>
        A name may have IPv6 and IPv4 addresses. Node tries them one after the other (RFC 8305, “happy eyeballs”). These
        are the defaults for every connection made from now on, unless its own options say otherwise.
      </p>
      <div className={style.calls}>
        <CallLine call="net.getDefaultAutoSelectFamily()" testId="family-now">
          {on === undefined ? failureLine(both.failure) : String(on)}
        </CallLine>
        <CallLine call="net.getDefaultAutoSelectFamilyAttemptTimeout()" testId="attempt-timeout-now">
          {ms === undefined ? failureLine(timeout.failure) : `${ms} ms`}
        </CallLine>
      </div>
      <div className={style.line}>
        <Button
          testId="family-toggle"
          title={`net.setDefaultAutoSelectFamily(${!on})`}
          unavailable={on === undefined ? 'Not known yet' : undefined}
          onClick={() => void set(() => actions.call('net.setDefaultAutoSelectFamily', { value: !on }))}
        >
          {on ? 'Try the first address only' : 'Try all addresses'}
        </Button>
      </div>
      <div className={style.line}>
        <TextField
          title="Time per attempt (ms)"
          nodeName="net.setDefaultAutoSelectFamilyAttemptTimeout()"
          numeric
          value={time}
          testId="attempt-timeout"
          onEnter={setAttemptTimeout}
          error={failureLine(failure)}
          help="Node takes 10 at least: smaller numbers become 10."
          onChange={setTime}
        />
        <Button testId="attempt-timeout-set" onClick={setAttemptTimeout}>
          Set
        </Button>
      </div>
    </div>
  );
}
