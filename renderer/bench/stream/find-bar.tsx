import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatCount } from '../../../shared/format.ts';
import type { PatternKind } from '../../../shared/text/pattern.ts';
import { Button } from '../../ui/button.tsx';
import { search, step } from './find-model.ts';
import type { StreamModel } from './stream-model.ts';
import { shownList } from './stream-shown.ts';
import { changeFind, type FindState, useStreamState } from './stream-state.ts';
import style from './stream-tools.module.css';

/** How long a person pauses before what is typed is looked for. */
const TYPING_MS = 150;

/** Looks for text, hex or a regular expression in all that is kept. */
export function FindBar({ model, socket }: { model: StreamModel; socket: Socket }) {
  const find = useStreamState((s) => s.find);
  const input = useRef<HTMLInputElement>(null);
  const { open, kind, pattern, matchCase, speaker } = find;
  useEffect(() => {
    if (!open) return;
    input.current?.focus();
    input.current?.select();
  }, [open]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another socket is searched anew
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => void search(), TYPING_MS);
    return () => clearTimeout(timer);
  }, [open, kind, pattern, matchCase, speaker, socket.socketId]);
  useSearchAgain(model, open);
  if (!open) return null;
  const close = () => {
    changeFind({ open: false });
    shownList()?.focus();
  };
  return (
    <div
      className={style.find}
      role="search"
      aria-label="Find in Stream"
      data-testid="find-bar"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          close();
        } else if (event.key === 'Enter' && event.target === input.current) {
          event.preventDefault();
          void step(event.shiftKey ? -1 : 1);
        }
      }}
    >
      <select
        aria-label="Look for"
        value={kind}
        data-testid="find-kind"
        onChange={(event) => changeFind({ kind: event.target.value as PatternKind })}
      >
        <option value="text">Text</option>
        <option value="hex">Hex</option>
        <option value="regex">Regex</option>
      </select>
      <input
        ref={input}
        className={style.findInput}
        value={pattern}
        spellCheck={false}
        aria-label="Find"
        aria-invalid={find.problem !== undefined || undefined}
        placeholder={kind === 'hex' ? '0d 0a ?? 00' : kind === 'regex' ? '^GET (\\S+)' : 'text, \\r\\n'}
        data-testid="find-input"
        onChange={(event) => changeFind({ pattern: event.target.value })}
      />
      {kind !== 'hex' && (
        <label>
          <input
            type="checkbox"
            checked={matchCase}
            data-testid="find-case"
            onChange={(event) => changeFind({ matchCase: event.target.checked })}
          />
          Match case
        </label>
      )}
      <select
        aria-label="In"
        value={speaker}
        data-testid="find-speaker"
        onChange={(event) => changeFind({ speaker: event.target.value as FindState['speaker'] })}
      >
        <option value="both">Both directions</option>
        <option value="client">Client → server</option>
        <option value="server">Server → client</option>
      </select>
      <FindResult find={find} />
      <Button
        small
        look="quiet"
        icon={<ChevronUp size={14} />}
        label="Previous match (Shift+Enter)"
        testId="find-previous"
        onClick={() => void step(-1)}
      />
      <Button
        small
        look="quiet"
        icon={<ChevronDown size={14} />}
        label="Next match (Enter)"
        testId="find-next"
        onClick={() => void step(1)}
      />
      <Button small look="quiet" icon={<X size={14} />} label="Close (Esc)" onClick={close} />
    </div>
  );
}

/** Looks again while new chunks come, without leaving the present match; at most once a second. */
function useSearchAgain(model: StreamModel, open: boolean): void {
  useEffect(() => {
    if (!open) return;
    let seen = model.view().next;
    const timer = setInterval(() => {
      const { next } = model.view();
      const { busy, problem } = useStreamState.getState().find;
      if (next === seen || busy || problem !== undefined) return;
      seen = next;
      void search({ keepPlace: true });
    }, 1_000);
    return () => clearInterval(timer);
  }, [model, open]);
}

const where = { both: 'both directions', client: 'client → server', server: 'server → client' };

function FindResult({ find }: { find: FindState }) {
  const { problem, result, current, pattern, speaker, busy } = find;
  if (problem !== undefined) {
    return (
      <span className={style.findProblem} role="alert" data-testid="find-result">
        {problem}
      </span>
    );
  }
  if (!result) return <span className={style.findResult}>{busy ? 'Searching…' : ''}</span>;
  const count = result.matches.length;
  if (count === 0) {
    return (
      <span className={style.findResult} aria-live="polite" data-testid="find-result">
        <span>
          <strong>“{pattern}” not found</strong> in {formatBytes(result.searchedBytes)} ({where[speaker]}).
        </span>
        {speaker !== 'both' && (
          <Button small testId="find-both" onClick={() => changeFind({ speaker: 'both' })}>
            Search both directions
          </Button>
        )}
      </span>
    );
  }
  return (
    <span className={style.findResult} aria-live="polite" data-testid="find-result">
      {formatCount(current + 1)} of {formatCount(count)}
      {result.more ? '+' : ''}
    </span>
  );
}
