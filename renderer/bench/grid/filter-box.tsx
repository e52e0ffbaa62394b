// The filter as it is typed: finished tokens become chips, the last one is completed with suggestions.
import { ListFilter, Star, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { parseFilter } from '../../../shared/filters/parse.ts';
import { type Suggestion, suggest } from '../../../shared/filters/suggest.ts';
import { formatCount } from '../../../shared/format.ts';
import { useSession } from '../../state/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import style from './filter.module.css';
import { setFilter, useGrid } from './grid-store.ts';
import { entriesNow } from './keep-arranged.ts';
import { openSaveFilter } from './saved-filters.tsx';

const TYPING_MS = 120;

/** Finished tokens, and the one being typed. */
interface Typed {
  readonly tokens: readonly string[];
  readonly draft: string;
}
const textOf = ({ tokens, draft }: Typed) => [...tokens, ...(draft === '' ? [] : [draft])].join(' ');
const typedOf = (filter: string): Typed => ({ tokens: parseFilter(filter).map(({ raw }) => raw), draft: '' });

/** What was typed, with what is complete split off: a space outside quotes ends a token. */
function split({ tokens }: Typed, value: string): Typed {
  const pieces = parseFilter(value).map(({ raw }) => raw);
  const open = (value.match(/"/gu)?.length ?? 0) % 2 === 1;
  const finished = /\s$/u.test(value) && !open;
  const draft = finished ? '' : (pieces.pop() ?? '');
  return { tokens: [...tokens, ...pieces], draft };
}

export function FilterBox() {
  const filter = useGrid((s) => s.filter);
  const [typed, setTyped] = useState<Typed>(() => typedOf(filter));
  const told = useRef(filter);
  const input = useRef<HTMLInputElement>(null);
  // Changed from elsewhere: by a cell, a saved filter, “Clear filter”.
  useEffect(() => {
    if (filter === told.current) return;
    told.current = filter;
    setTyped(typedOf(filter));
  }, [filter]);
  useEffect(() => {
    const text = textOf(typed);
    const tell = () => {
      told.current = text;
      setFilter(text);
    };
    if (text === told.current) return;
    if (typed.draft === '') {
      tell();
      return;
    }
    const timer = setTimeout(tell, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const suggestions = useSuggestions(typed.draft);
  const list = useId();
  const optionId = (i: number) => `${list}-${i}`;

  function take(suggestion: Suggestion): void {
    suggestions.close();
    if (suggestion.count === undefined) setTyped({ ...typed, draft: suggestion.text });
    else setTyped({ tokens: [...typed.tokens, suggestion.text], draft: '' });
    if (suggestion.count === undefined) suggestions.open();
    input.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (filterKey(event.key)) event.preventDefault();
  }
  function filterKey(key: string): boolean {
    const { found, at } = suggestions;
    const chosen = found[at];
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (found.length === 0) suggestions.open();
      else suggestions.move(key === 'ArrowDown' ? 1 : -1);
      return true;
    }
    if ((key === 'Enter' || key === 'Tab') && chosen) {
      take(chosen);
      return true;
    }
    if (key === 'Enter') {
      suggestions.close();
      setTyped({ tokens: [...typed.tokens, ...parseFilter(typed.draft).map(({ raw }) => raw)], draft: '' });
      return true;
    }
    if (key === 'Escape') {
      if (found.length > 0) suggestions.close();
      else if (typed.draft !== '') setTyped({ ...typed, draft: '' });
      else document.querySelector<HTMLElement>('[data-testid=connections-grid]')?.focus();
      return true;
    }
    if (key === 'Backspace' && typed.draft === '' && typed.tokens.length > 0) {
      setTyped({ tokens: typed.tokens.slice(0, -1), draft: typed.tokens.at(-1) ?? '' });
      return true;
    }
    return false;
  }

  return (
    <div className={style.box} data-testid="filter">
      <ListFilter size={14} aria-hidden="true" />
      {typed.tokens.map((raw, i) => (
        <Chip
          // biome-ignore lint/suspicious/noArrayIndexKey: the same token may stand twice
          key={`${i} ${raw}`}
          raw={raw}
          onEdit={() => {
            setTyped({ tokens: typed.tokens.filter((_, other) => other !== i), draft: raw });
            input.current?.focus();
          }}
          onRemove={() => {
            setTyped({ ...typed, tokens: typed.tokens.filter((_, other) => other !== i) });
            input.current?.focus();
          }}
        />
      ))}
      <span className={style.field}>
        <input
          ref={input}
          className={style.input}
          role="combobox"
          aria-label="Filter connections"
          aria-expanded={suggestions.found.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={suggestions.at >= 0 ? optionId(suggestions.at) : undefined}
          placeholder={typed.tokens.length === 0 ? 'Filter: state:open, server:…, sent>1mb, text' : ''}
          spellCheck={false}
          autoComplete="off"
          data-testid="filter-input"
          value={typed.draft}
          onChange={({ target }) => {
            const next = split(typed, target.value);
            setTyped(next);
            // After a finished word there is nothing to complete, and the list would lie over what the filter has found.
            if (next.draft === '') suggestions.close();
            else suggestions.open();
          }}
          onKeyDown={onKeyDown}
          onBlur={() => suggestions.close()}
        />
        {suggestions.found.length > 0 && (
          <div
            className={style.suggestions}
            role="listbox"
            id={list}
            aria-label="Suggestions"
            data-testid="suggestions"
          >
            {suggestions.found.map((suggestion, i) => (
              <Option
                key={suggestion.text}
                id={optionId(i)}
                suggestion={suggestion}
                active={i === suggestions.at}
                onTake={() => take(suggestion)}
              />
            ))}
          </div>
        )}
      </span>
      {textOf(typed) !== '' && (
        <>
          <Button
            look="quiet"
            small
            icon={<Star size={14} />}
            label="Save this filter…"
            testId="save-filter"
            onClick={openSaveFilter}
          />
          <Button
            look="quiet"
            small
            icon={<X size={14} />}
            label="Clear filter"
            testId="clear-filter"
            onClick={() => {
              setTyped({ tokens: [], draft: '' });
              input.current?.focus();
            }}
          />
        </>
      )}
    </div>
  );
}

function Chip({ raw, onEdit, onRemove }: { raw: string; onEdit: () => void; onRemove: () => void }) {
  const [token] = parseFilter(raw);
  const problem = token?.problem;
  return (
    <span className={problem ? style.chipWrong : style.chip} data-token={raw} data-problem={problem}>
      <button
        type="button"
        className={style.chipText}
        title={problem ?? 'Change'}
        aria-description={problem}
        onClick={onEdit}
      >
        {problem && <span aria-hidden="true">⚠ </span>}
        {raw}
      </button>
      <button type="button" className={style.chipRemove} aria-label={`Remove ${raw}`} onClick={onRemove}>
        <X size={12} />
      </button>
    </span>
  );
}

interface OptionProps {
  readonly id: string;
  readonly suggestion: Suggestion;
  readonly active: boolean;
  readonly onTake: () => void;
}

function Option({ id, suggestion: { text, help, count }, active, onTake }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
    <div
      ref={element}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={active ? style.optionActive : style.option}
      onMouseDown={(event) => event.preventDefault()} // the focus stays in the input
      onClick={onTake}
    >
      <code>{text}</code>
      <span className={style.help}>{help}</span>
      {count !== undefined && <span className={`${style.number} numbers`}>{formatCount(count)}</span>}
    </div>
  );
}

/** Suggestions for what is being typed, while the list is open. */
function useSuggestions(draft: string) {
  const { rates } = useSession();
  const [opened, setOpened] = useState(false);
  const [at, setAt] = useState(-1);
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    setAt(-1);
    if (!opened) {
      setFound([]);
      return;
    }
    const look = () =>
      setFound(
        suggest(
          draft,
          entriesNow(rates).map(({ facts }) => facts),
        ).filter((s) => s.text !== draft),
      );
    const timer = setTimeout(look, draft === '' ? 0 : TYPING_MS / 2);
    return () => clearTimeout(timer);
  }, [draft, opened, rates]);
  return {
    found,
    at,
    open: () => setOpened(true),
    close: () => setOpened(false),
    move: (step: 1 | -1) => setAt((now) => (now + step + found.length + (now < 0 && step < 0 ? 1 : 0)) % found.length),
  };
}
