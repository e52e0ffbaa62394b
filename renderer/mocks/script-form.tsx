import { useState } from 'react';
import type { Server } from '../../shared/contract/records.ts';
import { parseScript, type Script, scriptText } from '../../shared/mocks/script/script.ts';
import { useActions } from '../actions/actions-context.tsx';
import { Button } from '../ui/button.tsx';
import { ChoiceField } from '../ui/field.tsx';
import { PartList } from './forms/part-list.tsx';
import { TypedField } from './forms/typed-field.tsx';
import { changeMock } from './mock-edits.ts';
import { type Part, parts } from './parts.ts';
import style from './rules.module.css';

/** A scripted conversation: its steps as a list, or as text that says the same. */
export function ScriptForm({ server, script }: { server: Server; script: Script }) {
  const actions = useActions();
  const [asText, setAsText] = useState(false);
  const put = (next: Partial<Script>) =>
    changeMock(actions, server.serverId, 'Change the script', (mock) => ({ ...mock, script: { ...script, ...next } }));
  return (
    <div className={style.rules}>
      <div className={style.buttons}>
        <Button small testId="script-as-text" onClick={() => setAsText(!asText)}>
          {asText ? 'Edit as steps' : 'Edit as text'}
        </Button>
      </div>
      {asText ? (
        <div className={style.scriptText}>
          <TypedField
            title="Script"
            multiline
            value={scriptText(script)}
            testId="script-text"
            help='One step a line, as: send "220 ready\r\n" · expect starts "EHLO" within 10s · wait 300ms ±50 · finish'
            onCommit={(typed) => {
              const parsed = parseScript(typed);
              return parsed.ok ? put({ steps: parsed.steps }) : parsed.why;
            }}
          />
        </div>
      ) : (
        <PartList
          title="Script"
          word="step"
          entries={parts.steps}
          value={script.steps as readonly Part[]}
          path="step"
          onChange={(steps) => put({ steps: steps as unknown as Script['steps'] })}
        />
      )}
      <ChoiceField
        title="After the last step"
        value={script.onEnd ?? 'stay'}
        choices={[
          { value: 'stay', title: 'Stay' },
          { value: 'finish', title: 'Finish sending' },
          { value: 'close', title: 'Close' },
        ]}
        onChange={(onEnd) => void put({ onEnd: onEnd as NonNullable<Script['onEnd']> })}
      />
    </div>
  );
}
