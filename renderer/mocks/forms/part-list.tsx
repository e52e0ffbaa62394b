import { ArrowDown, ArrowUp, Copy, Plus, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import type { Change } from '../mock-edits.ts';
import type { CatalogueEntry, Part } from '../parts.ts';
import style from './forms.module.css';
import { PartEditor } from './part-editor.tsx';

export interface PartListProps {
  readonly title: string;
  /** What one is called: “action”, “step”. */
  readonly word: string;
  readonly entries: readonly CatalogueEntry[];
  readonly value: readonly Part[];
  readonly path: string;
  readonly onChange: Change<readonly Part[]>;
}

/** Parts in the order in which they work. Alt+↑ and Alt+↓ move the one that has the focus. */
export function PartList({ title, word, entries, value, path, onChange }: PartListProps) {
  const list = useRef<HTMLOListElement>(null);
  const focusItem = (at: number) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`:scope > [data-at="${at}"] select`)?.focus());
  const put = (next: readonly Part[], at: number) => {
    if (onChange(next) === undefined) focusItem(at);
  };
  const move = (from: number, step: 1 | -1) => {
    const next = moved(value, from, step);
    if (next) put(next, from + step);
  };
  const add = (entry: CatalogueEntry) => put([...value, entry.defaults as Part], value.length);
  return (
    <section className={style.list} aria-label={title}>
      <ol ref={list}>
        {value.map((part, i) => (
          <PartItem
            // biome-ignore lint/suspicious/noArrayIndexKey: a part has no identity but its place
            key={i}
            {...{ part, i, word, entries, path }}
            count={value.length}
            onMove={(step) => move(i, step)}
            onCopy={() => put([...value.slice(0, i + 1), part, ...value.slice(i + 1)], i + 1)}
            onRemove={() => put(value.toSpliced(i, 1), Math.max(0, i - 1))}
            onChange={(next) => onChange(next ? value.with(i, next) : value.toSpliced(i, 1))}
          />
        ))}
      </ol>
      <MenuButton
        trigger={
          <Button small icon={<Plus size={14} />} testId={`${path}-add`}>
            Add {word}
          </Button>
        }
        entries={entries.map((entry) => ({
          kind: 'item',
          title: entry.title,
          detail: entry.summary,
          testId: `${path}-add-${entry.kind}`,
          onSelect: () => add(entry),
        }))}
      />
    </section>
  );
}

/** The list with one item one place further; undefined at the end of the list. */
export function moved<T>(list: readonly T[], from: number, step: 1 | -1): readonly T[] | undefined {
  const [here, there] = [list[from], list[from + step]];
  if (here === undefined || there === undefined) return undefined;
  return list.with(from, there).with(from + step, here);
}

interface PartItemProps {
  readonly part: Part;
  readonly i: number;
  readonly count: number;
  readonly word: string;
  readonly entries: readonly CatalogueEntry[];
  readonly path: string;
  readonly onMove: (step: 1 | -1) => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
  readonly onChange: Change<Part | undefined>;
}

function PartItem({ part, i, count, word, entries, path, onMove, onCopy, onRemove, onChange }: PartItemProps) {
  const name = `${word} ${i + 1}`;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault(); // or a choice would open its list
    event.stopPropagation();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li className={style.item} data-at={i} data-testid={`${path}-item`} onKeyDown={onKeyDown}>
      <PartEditor
        title={name.charAt(0).toUpperCase() + name.slice(1)}
        entries={entries}
        value={part}
        path={`${path}-${i}`}
        onChange={onChange}
      />
      <span className={style.itemTools}>
        <Button
          look="quiet"
          small
          icon={<ArrowUp size={14} />}
          label={`Move ${name} up`}
          unavailable={i === 0 ? 'It is the first' : undefined}
          onClick={() => onMove(-1)}
        />
        <Button
          look="quiet"
          small
          icon={<ArrowDown size={14} />}
          label={`Move ${name} down`}
          unavailable={i === count - 1 ? 'It is the last' : undefined}
          onClick={() => onMove(1)}
        />
        <Button look="quiet" small icon={<Copy size={14} />} label={`Duplicate ${name}`} onClick={onCopy} />
        <Button look="quiet" small icon={<X size={14} />} label={`Remove ${name}`} onClick={onRemove} />
      </span>
    </li>
  );
}
