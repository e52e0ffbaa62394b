import { formatCount } from '../../../shared/format.ts';
import { Button } from '../../ui/button.tsx';
import style from './grid.module.css';
import { openFold, setFilter, useGrid } from './grid-store.ts';

/** What stands in a grid without rows while there are connections: all are hidden by the filter, or all have ended. */
export function NoneShown() {
  const filter = useGrid((s) => s.arrangedFilter);
  const total = useGrid((s) => s.arrangement.total);
  const matched = useGrid((s) => s.arrangement.matched.size);
  const folded = useGrid((s) => s.arrangement.folded);
  const opened = useGrid((s) => s.foldOpened);
  const lines = useGrid((s) => s.arrangement.items.length);
  if (matched === 0 && lines === 0) {
    return (
      <div className={style.none} data-testid="none-matches">
        <p>
          <strong>No connection matches.</strong> {formatCount(total)} {total === 1 ? 'is' : 'are'} hidden by{' '}
          <code>{filter}</code>.
        </p>
        <Button look="primary" onClick={() => setFilter('')}>
          Clear filter
        </Button>
      </div>
    );
  }
  if (folded > 0 && folded === matched && !opened) {
    return (
      <div className={style.none} data-testid="all-ended">
        <p>
          <strong>
            {folded === total
              ? `All ${formatCount(folded)} connections have ended.`
              : `All ${formatCount(folded)} connections that match have ended.`}
          </strong>
        </p>
        <Button look="primary" onClick={() => openFold(true)}>
          Show closed
        </Button>
      </div>
    );
  }
  return null;
}
