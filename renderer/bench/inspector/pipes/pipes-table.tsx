import { formatBytes, formatCount } from '../../../../shared/format.ts';
import type { Pipe } from '../../../../shared/model/pipes.ts';
import style from './pipes.module.css';

/** The same numbers as a table, with the sum they have to add up to. */
export function PipesTable({ pipes }: { pipes: readonly Pipe[] }) {
  return (
    <table className={style.table} data-testid="pipes-table">
      <caption className="visually-hidden">Where the bytes of each direction are</caption>
      <thead>
        <tr>
          <th scope="col">Direction</th>
          <th scope="col">Where</th>
          <th scope="col" className={style.right}>
            Bytes
          </th>
          <th scope="col" className={style.right}>
            Rounded
          </th>
          <th scope="col">Note</th>
          <th scope="col">Before it</th>
          <th scope="col">Evidence</th>
        </tr>
      </thead>
      {pipes.map(({ from, to, buckets, inlet, valves, ledger, word, sentence }) => (
        <tbody key={from}>
          {buckets.map(({ id, title, bytes, note, provenance }, i) => {
            const valve = i === 0 ? inlet : valves[i - 1];
            return (
              <tr
                key={id}
                data-bucket={id}
                data-from={from}
                data-provenance={bytes === undefined ? undefined : provenance}
              >
                <td>
                  {from} → {to}
                </td>
                <td>{title}</td>
                <td className={style.right}>{bytes === undefined ? '?' : formatCount(bytes)}</td>
                <td className={style.right}>{bytes === undefined ? '?' : formatBytes(bytes)}</td>
                <td>{note}</td>
                <td>
                  {valve &&
                    [valve.state, valve.word]
                      .filter((word, place, all) => word !== '' && all.indexOf(word) === place)
                      .join(': ')}
                </td>
                <td>{bytes === undefined ? '' : provenance}</td>
              </tr>
            );
          })}
          <tr className={style.sum}>
            <td>
              {from} → {to}
            </td>
            <td>Written in all</td>
            <td className={style.right}>{formatCount(ledger.written)}</td>
            <td className={style.right}>{formatBytes(ledger.written)}</td>
            <td colSpan={3}>
              {ledger.takenInPart > 0 &&
                `${formatBytes(ledger.takenInPart)} of the queue are in the kernel already: Node counts a write as queued until all of it is taken. `}
              {ledger.difference !== undefined &&
                ledger.difference !== 0 &&
                `Difference ${formatCount(ledger.difference)} B. `}
              {word} {sentence}
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}
