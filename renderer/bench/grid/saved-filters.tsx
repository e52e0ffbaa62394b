// Filters kept in the lab under a name, each with the number of connections that match now.
import { ListFilter, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { SavedFilter } from '../../../shared/contract/document.ts';
import { asksPayload, matches } from '../../../shared/filters/match.ts';
import { parseFilter } from '../../../shared/filters/parse.ts';
import { formatCount } from '../../../shared/format.ts';
import type { Actions } from '../../actions/actions.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { isFrozen } from '../../state/freeze.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSession } from '../../state/session-context.tsx';
import { edit } from '../../state/undo.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import style from './filter.module.css';
import { setFilter, useGrid } from './grid-store.ts';
import { entriesNow } from './keep-arranged.ts';

const COUNT_EVERY_MS = 1_000;
const useSaving = create<{ readonly open: boolean }>()(() => ({ open: false }));

/** Asks for a name and keeps the present filter under it. */
export const openSaveFilter = () => useSaving.setState({ open: true });

/** The saved filters of the lab, for the sidebar. Nothing where there is none. */
export function SavedFilters() {
  const filters = useLab((s) => s.lab.document.filters);
  const current = useGrid((s) => s.filter);
  const counts = useCounts(filters);
  const actions = useActions();
  const saving = useSaving((s) => s.open);
  return (
    <>
      {saving && <SaveFilterDialog />}
      {filters.length > 0 && (
        <section className={style.saved} aria-label="Filters" data-testid="saved-filters">
          <h2>Filters</h2>
          <ul>
            {filters.map(({ name, text }, i) => (
              <li key={name} className={style.savedItem} data-filter={name}>
                <button
                  type="button"
                  className={style.savedName}
                  aria-pressed={current === text}
                  title={text}
                  onClick={() => setFilter(current === text ? '' : text)}
                >
                  <ListFilter size={14} aria-hidden="true" />
                  <span>{name}</span>
                  <CountBadge count={counts[i]} />
                </button>
                <Button
                  look="quiet"
                  small
                  icon={<Trash2 size={14} />}
                  label={`Delete filter ${name}`}
                  onClick={() =>
                    void changeFilters(actions, `Delete filter “${name}”`, (all) =>
                      all.filter((one) => one.name !== name),
                    )
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function CountBadge({ count }: { count: number | undefined }) {
  const title =
    count === undefined ? 'Payload is looked into only while the filter is on' : 'Connections that match now';
  return (
    <span className={`${style.badge} numbers`} title={title}>
      {count === undefined ? '–' : formatCount(count)}
    </span>
  );
}

function SaveFilterDialog() {
  const actions = useActions();
  const filters = useLab((s) => s.lab.document.filters);
  const text = useGrid((s) => s.filter);
  const [name, setName] = useState(text.slice(0, 60));
  const close = () => useSaving.setState({ open: false });
  const taken = filters.some((one) => one.name === name.trim());
  const problem = name.trim() === '' ? 'A name is missing' : undefined;
  const save = () => {
    if (problem !== undefined) return;
    close();
    const saved = { name: name.trim(), text };
    void changeFilters(actions, `Save filter “${saved.name}”`, (all) =>
      taken ? all.map((one) => (one.name === saved.name ? saved : one)) : [...all, saved],
    );
  };
  return (
    <Dialog
      title="Save filter"
      onClose={close}
      onSubmit={save}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" unavailable={problem} testId="save-filter-submit">
            {taken ? 'Replace filter' : 'Save filter'}
          </Button>
        </>
      }
    >
      <TextField
        title="Name"
        value={name}
        onChange={setName}
        testId="filter-name"
        help={taken ? 'A filter of this name is there already; saving replaces it.' : `It keeps “${text}”.`}
      />
    </Dialog>
  );
}

/** Changes the lab's filters, as an edit that can be undone. */
async function changeFilters(
  actions: Actions,
  title: string,
  change: (filters: readonly SavedFilter[]) => readonly SavedFilter[],
): Promise<void> {
  await actions.caller.forWindow(() =>
    edit(title, async () => {
      const before = useLab.getState().lab.document.filters;
      await actions.call('document.update', { filters: [...change(before)] });
      return () => actions.call('document.update', { filters: before });
    }),
  );
}

/** How many connections each filter matches, looked at once a second; undefined for filters that ask for payload. */
function useCounts(filters: readonly SavedFilter[]): readonly (number | undefined)[] {
  const { rates } = useSession();
  const [counts, setCounts] = useState<readonly (number | undefined)[]>([]);
  useEffect(() => {
    if (filters.length === 0) return;
    const parsed = filters.map(({ text }) => parseFilter(text));
    const look = () => {
      if (isFrozen()) return;
      const entries = entriesNow(rates);
      const next = parsed.map((tokens) =>
        tokens.some(asksPayload) ? undefined : entries.filter(({ facts }) => matches(tokens, facts, new Map())).length,
      );
      setCounts((before) => (next.join() === before.join() ? before : next));
    };
    look();
    const timer = setInterval(look, COUNT_EVERY_MS);
    return () => clearInterval(timer);
  }, [filters, rates]);
  return counts;
}
