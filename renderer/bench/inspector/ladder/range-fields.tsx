import style from './ladder.module.css';

/** The part of the time that is shown, in seconds since the beginning; empty where it is not limited. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

export const wholeTime: TimeRange = { from: '', to: '' };

/** The times of a range in milliseconds since the beginning; undefined for the whole time. */
export function boundsOf({ from, to }: TimeRange): readonly [number, number] | undefined {
  if (from === '' && to === '') return undefined;
  return [from === '' ? 0 : Number(from) * 1_000, to === '' ? Number.POSITIVE_INFINITY : Number(to) * 1_000];
}

/** From when to when the ladder is shown. */
export function RangeFields({ range, change }: { range: TimeRange; change: (range: TimeRange) => void }) {
  const field = (edge: keyof TimeRange, title: string, placeholder: string) => (
    <label>
      {title}
      <input
        type="number"
        min={0}
        step="any"
        value={range[edge]}
        placeholder={placeholder}
        aria-label={`${title} second, since the beginning`}
        data-testid={`ladder-range-${edge}`}
        onChange={(event) => change({ ...range, [edge]: event.target.value })}
      />
    </label>
  );
  return (
    <span className={style.range}>
      {field('from', 'From', '0')}
      {field('to', 'to', 'end')} s
    </span>
  );
}
