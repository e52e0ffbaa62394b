import { useEffect, useState } from 'react';
import { fromBase64 } from '../../../shared/bytes.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { formatBytes, formatCounted } from '../../../shared/format.ts';
import { byteDiff } from '../../../shared/text/byte-diff.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type DiffRow, diffRows } from './diff-rows.ts';
import { setCompare } from './stream-state.ts';
import style from './stream-tools.module.css';

const COLUMNS = 12;
/** More rows are not drawn; where they differ first is what is looked for. */
const MOST_ROWS = 2_000;

/** Two chunks side by side, byte by byte. */
export function CompareDialog({ socketId, indexes }: { socketId: SocketId; indexes: readonly [number, number] }) {
  const actions = useActions();
  const [loaded, setLoaded] = useState<readonly [Uint8Array, Uint8Array] | 'gone' | undefined>();
  const [left, right] = indexes;
  useEffect(() => {
    const read = async (index: number) => {
      const page = await actions.call('capture.read', { socketId, from: index, limit: 1 });
      const [chunk] = page.chunks;
      return chunk?.index === index ? fromBase64(chunk.data) : undefined;
    };
    Promise.all([read(left), read(right)]).then(
      ([a, b]) => setLoaded(a && b ? [a, b] : 'gone'),
      () => setLoaded('gone'),
    );
  }, [actions, socketId, left, right]);
  const close = () => setCompare(undefined);
  return (
    <Dialog
      title={`Chunk ${left} and chunk ${right}`}
      testId="compare"
      onClose={close}
      onSubmit={close}
      footer={<Button onClick={close}>Close</Button>}
    >
      {loaded === 'gone' ? (
        <p>One of the two is no longer kept.</p>
      ) : loaded ? (
        <Comparison left={loaded[0]} right={loaded[1]} />
      ) : (
        <p>Loading…</p>
      )}
    </Dialog>
  );
}

function Comparison({ left, right }: { left: Uint8Array; right: Uint8Array }) {
  const runs = byteDiff(left, right);
  const changed = runs.filter((run) => run.kind === 'changed');
  const rows = diffRows(runs, left, right, COLUMNS);
  const [only, other] = [0, 1].map((side) =>
    changed.reduce(
      (sum, run) => sum + (run.kind === 'changed' ? (side === 0 ? run.leftLength : run.rightLength) : 0),
      0,
    ),
  );
  return (
    <>
      <p data-testid="compare-summary">
        {changed.length === 0
          ? `The same ${formatBytes(left.length)}.`
          : `${changed.length === 1 ? 'One difference' : `${changed.length} differences`}: ${formatCounted(only ?? 0, 'byte')} only on the left (of ${left.length}), ${other} only on the right (of ${right.length}).`}
      </p>
      {rows.length > MOST_ROWS && <p>The first {MOST_ROWS} lines are shown.</p>}
      <table className={style.diff}>
        <thead>
          <tr>
            <th scope="col">Left</th>
            <th scope="col">Right</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never change places
            <tr key={i}>
              <Side cells={row.left} />
              <Side cells={row.right} />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Side({ cells }: { cells: DiffRow['left'] }) {
  return (
    <td>
      {cells.map((cell, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells never change places
        <span key={i} data-differs={cell.differs || undefined}>
          {cell.byte === undefined ? '··' : cell.byte.toString(16).padStart(2, '0')}
        </span>
      ))}
    </td>
  );
}
