// What must be said about the filter: tokens that do nothing and why, and what a search in payload covers.
import { asksPayload } from '../../../shared/filters/match.ts';
import { parseFilter } from '../../../shared/filters/parse.ts';
import { formatCount } from '../../../shared/format.ts';
import style from './filter.module.css';
import { useGrid } from './grid-store.ts';

export function FilterNotes() {
  const filter = useGrid((s) => s.filter);
  const payload = useGrid((s) => s.payload);
  const tokens = parseFilter(filter);
  const wrong = tokens.filter((token) => token.problem !== undefined);
  const searches = tokens.some(asksPayload);
  if (wrong.length === 0 && !searches) return null;
  return (
    <p className={style.notes} role="status" data-testid="filter-notes">
      {wrong.map(({ raw, problem }) => (
        <span key={raw}>
          <code>{raw}</code> hides nothing: {problem}
        </span>
      ))}
      {searches && (
        <span>
          {payload?.problem ??
            `Payload: the last 64 kB of each end, in one direction, exactly as written.${
              payload && payload.incomplete > 0
                ? ` Of ${formatCount(payload.searched)} ends, ${formatCount(payload.incomplete)} had bytes there that were not kept.`
                : ''
            }`}
        </span>
      )}
    </p>
  );
}
