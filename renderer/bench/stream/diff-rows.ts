import type { DiffRun } from '../../../shared/text/byte-diff.ts';

export interface DiffCell {
  /** Undefined where the other side has a byte more. */
  readonly byte: number | undefined;
  readonly differs: boolean;
}
export interface DiffRow {
  readonly left: readonly DiffCell[];
  readonly right: readonly DiffCell[];
}

/** Two byte strings as rows of cells that stand opposite each other. */
export function diffRows(runs: readonly DiffRun[], left: Uint8Array, right: Uint8Array, columns: number): DiffRow[] {
  const cells: { left: DiffCell; right: DiffCell }[] = [];
  for (const run of runs) {
    const [leftLength, rightLength] =
      run.kind === 'same' ? [run.length, run.length] : [run.leftLength, run.rightLength];
    const differs = run.kind === 'changed';
    for (let i = 0; i < Math.max(leftLength, rightLength); i++) {
      cells.push({
        left: { byte: i < leftLength ? left[run.left + i] : undefined, differs },
        right: { byte: i < rightLength ? right[run.right + i] : undefined, differs },
      });
    }
  }
  return Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) => {
    const part = cells.slice(row * columns, (row + 1) * columns);
    return { left: part.map((cell) => cell.left), right: part.map((cell) => cell.right) };
  });
}
