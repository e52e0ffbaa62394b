import type { Rows } from './rows.ts';
import style from './stream.module.css';
import { useStreamState } from './stream-state.ts';

const MOST_MARKS = 300;

/** Where matches are, beside the scroll bar; those that are not loaded are at its ends. */
export function ScrollMarks({ rows }: { rows: Rows }) {
  const result = useStreamState((s) => (s.find.open ? s.find.result : undefined));
  const current = useStreamState((s) => s.find.current);
  const matches = result?.matches ?? [];
  if (matches.length === 0) return null;
  const step = Math.max(1, Math.ceil(matches.length / MOST_MARKS));
  const shown = matches.map((match, nth) => ({ match, nth })).filter(({ nth }) => nth % step === 0 || nth === current);
  const firstChunk = rows.beside(undefined, 1)?.index ?? 0;
  return (
    <div className={style.scrollMarks} aria-hidden data-testid="scroll-marks">
      {shown.map(({ match, nth }) => {
        const row = rows.rowOf(match.from.index, match.from.offset);
        const part = row === undefined ? (match.from.index < firstChunk ? 0 : 1) : row / Math.max(1, rows.count);
        return (
          <i
            key={nth}
            data-current={nth === current || undefined}
            style={{ top: `calc(${(part * 100).toFixed(2)}% - 1px)` }}
          />
        );
      })}
    </div>
  );
}
