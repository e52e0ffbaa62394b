import { useEffect, useRef, useState } from 'react';
import { fromBase64, toBase64 } from '../../../shared/bytes.ts';
import { escapeText, parseEscapes } from '../../../shared/compose/escapes.ts';
import type { Result } from '../../../shared/contract/methods.ts';
import type { Server } from '../../../shared/contract/records.ts';
import { formatCounted, formatDuration } from '../../../shared/format.ts';
import { quoted, textOf } from '../../../shared/mocks/message.ts';
import type { Mock } from '../../../shared/mocks/mock.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { tryOut, useMocks } from '../mocks-store.ts';
import { ruleName } from '../rule-name.ts';
import { ExplainTable } from './explain-table.tsx';
import style from './live.module.css';
import { pieceBytes } from './piece-bytes.ts';

type Tested = Result<'mock.test'>;

/** Tries a message: which rule, what it captures, what would be sent and when. Nothing touches the network. */
export function TestBench({ server, mock }: { server: Server; mock: Mock }) {
  const tried = useMocks((s) => s.tried);
  const box = useRef<HTMLElement>(null);
  const [typed, setTyped] = useState<string>();
  const [state, setState] = useState('');
  const shown = typed ?? (tried ? shownText(tried.data) : '');
  const { result, problem } = useTested(mock, tried?.data, state);
  useEffect(() => {
    setTyped(undefined);
    if (tried?.from) box.current?.scrollIntoView({ block: 'nearest' });
  }, [tried]);
  const test = () => {
    const { pieces, errors } = parseEscapes(shown);
    if (errors.length === 0) tryOut({ data: toBase64(pieceBytes(pieces)) });
  };
  const wrong = parseEscapes(shown).errors[0];
  const rule = mock.rules?.find(({ id }) => id === result?.ruleId);
  return (
    <section ref={box} className={style.part} aria-labelledby="live-bench" data-testid="test-bench">
      <h2 id="live-bench">Test bench</h2>
      <TextField
        title="Message"
        value={shown}
        placeholder="PING"
        help="Escapes like \r\n count. Nothing touches the network."
        error={wrong && `Byte ${wrong.at}: ${wrong.message}`}
        testId="bench-message"
        onChange={setTyped}
        onEnter={test}
      />
      <TextField
        title="Connection state"
        value={state}
        placeholder="loggedIn=yes, user=ann"
        testId="bench-state"
        onChange={setState}
        onEnter={test}
      />
      <Button small testId="bench-test" onClick={test}>
        Test
      </Button>
      {problem && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
      {result && tried && (
        <div data-testid="bench-result" aria-live="polite" className={style.result}>
          <p>
            <span className="mono">{quoted(fromBase64(tried.data))}</span>
            {tried.from && ` from connection #${tried.from.socketId}`} → <strong>{firedText(mock, rule)}</strong>
          </p>
          <Groups groups={result.groups} />
          <Steps steps={result.actions} />
          {!mock.script && <ExplainTable server={server} mock={mock} explain={result.explain} />}
        </div>
      )}
    </section>
  );
}

function firedText(mock: Mock, rule: NonNullable<Mock['rules']>[number] | undefined): string {
  if (rule) return ruleName(rule);
  return mock.script ? 'script' : 'otherwise';
}

/** Asks the engine what would become of a message; again with each edit of the mock. */
function useTested(mock: Mock, data: string | undefined, stateText: string) {
  const actions = useActions();
  const [answer, setAnswer] = useState<{ readonly result?: Tested; readonly problem?: string }>({});
  useEffect(() => {
    if (data === undefined) {
      setAnswer({});
      return;
    }
    let wanted = true;
    actions.call('mock.test', { mock, message: data, encoding: 'base64', state: stateOf(stateText) }).then(
      (result) => wanted && setAnswer({ result }),
      (error: unknown) => wanted && setAnswer({ problem: failureFrom(error).message }),
    );
    return () => {
      wanted = false;
    };
  }, [actions, mock, data, stateText]);
  return answer;
}

/** `a=1, b=2` as variables. */
function stateOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(',')
      .map((pair) => pair.split('=', 2).map((part) => part.trim()))
      .filter(([name]) => name)
      .map(([name = '', value = '']) => [name, value]),
  );
}

const shownText = (data: string) => escapeText(textOf(fromBase64(data)).text);

function Groups({ groups = {} }: { groups: Tested['groups'] }) {
  const all = Object.entries(groups ?? {});
  if (all.length === 0) return null;
  return (
    <dl className={style.groups}>
      {all.map(([name, value]) => (
        <div key={name}>
          <dt>{`{{${name}}}`}</dt>
          <dd className="mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const stepWords: Readonly<Record<string, string>> = {
  send: 'sends',
  'send-file': 'sends a file',
  stream: 'begins a stream',
  end: 'finishes sending (FIN)',
  destroy: 'closes',
  reset: 'resets',
  pause: 'stops reading',
  resume: 'reads again',
  note: 'notes',
  broadcast: 'sends to all',
  relay: 'passes on',
  forward: 'forwards',
  'read-rate': 'reads at a rate',
  unmatched: 'counts it as matched by nothing',
  failed: 'fails',
};

function Steps({ steps }: { steps: Tested['actions'] }) {
  if (steps.length === 0) return <p className={style.hint}>Nothing would be sent.</p>;
  return (
    <ol className={style.steps}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
        <li key={i}>
          <span className={`${style.meta} numbers`}>after {formatDuration(step.atMs)}</span>
          <span>{stepWords[step.do] ?? step.do}</span>
          {step.data !== undefined && <span className={`mono ${style.preview}`}>{quoted(fromBase64(step.data))}</span>}
          {step.text !== undefined && step.data === undefined && <span>{step.text}</span>}
          {step.size !== undefined && <span className="numbers">{formatCounted(step.size, 'byte')}</span>}
        </li>
      ))}
    </ol>
  );
}
