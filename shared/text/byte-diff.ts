// How one run of bytes becomes another: the shortest way where it can be found quickly, position by position otherwise.

export type DiffRun =
  | { readonly kind: 'same'; readonly left: number; readonly right: number; readonly length: number }
  /** Bytes on the left that the right has not (`leftLength`), and the other way round. */
  | {
      readonly kind: 'changed';
      readonly left: number;
      readonly leftLength: number;
      readonly right: number;
      readonly rightLength: number;
    };

/** More edits than this are not searched for: what is so different is compared position by position. */
const MOST_EDITS = 800;

/** The runs of two byte strings, in order and complete (Myers, “An O(ND) difference algorithm”, 1986). */
export function byteDiff(left: Uint8Array, right: Uint8Array): DiffRun[] {
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head++;
  let tail = 0;
  while (
    tail < left.length - head &&
    tail < right.length - head &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  )
    tail++;
  const middle = { left: left.subarray(head, left.length - tail), right: right.subarray(head, right.length - tail) };
  const same = shortest(middle.left, middle.right) ?? inPlace(middle.left, middle.right);
  const pairs = [
    { left: 0, right: 0, length: head },
    ...same.map((run) => ({ left: run.left + head, right: run.right + head, length: run.length })),
    { left: left.length - tail, right: right.length - tail, length: tail },
  ];
  return withChanges(pairs, left.length, right.length);
}

interface Same {
  readonly left: number;
  readonly right: number;
  readonly length: number;
}

function withChanges(pairs: readonly Same[], leftSize: number, rightSize: number): DiffRun[] {
  const runs: DiffRun[] = [];
  let [l, r] = [0, 0];
  for (const { left, right, length } of [...pairs, { left: leftSize, right: rightSize, length: 0 }]) {
    if (left > l || right > r)
      runs.push({ kind: 'changed', left: l, leftLength: left - l, right: r, rightLength: right - r });
    const last = runs.at(-1);
    if (length > 0 && last?.kind === 'same') runs[runs.length - 1] = { ...last, length: last.length + length };
    else if (length > 0) runs.push({ kind: 'same', left, right, length });
    [l, r] = [left + length, right + length];
  }
  return runs;
}

/** Runs that are equal at the same position. */
function inPlace(left: Uint8Array, right: Uint8Array): Same[] {
  const runs: Same[] = [];
  const size = Math.min(left.length, right.length);
  for (let i = 0; i < size; ) {
    const start = i;
    while (i < size && left[i] === right[i]) i++;
    if (i > start) runs.push({ left: start, right: start, length: i - start });
    else i++;
  }
  return runs;
}

/** The equal runs of a shortest edit script, or undefined when it is longer than `MOST_EDITS`. */
function shortest(left: Uint8Array, right: Uint8Array): Same[] | undefined {
  const most = Math.min(MOST_EDITS, left.length + right.length);
  const furthest = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  const at = (k: number) => furthest[k + most + 1] as number;
  for (let d = 0; d <= most; d++) {
    trace.push(furthest.slice());
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
      let y = x - k;
      while (x < left.length && y < right.length && left[x] === right[y]) {
        x++;
        y++;
      }
      furthest[k + most + 1] = x;
      if (x >= left.length && y >= right.length) return walkBack(trace, left.length, right.length, most);
    }
  }
  return undefined;
}

function walkBack(trace: readonly Int32Array[], leftSize: number, rightSize: number, most: number): Same[] {
  const runs: Same[] = [];
  let [x, y] = [leftSize, rightSize];
  for (let d = trace.length - 1; d >= 0; d--) {
    const before = trace[d] as Int32Array;
    const at = (k: number) => before[k + most + 1] as number;
    const k = x - y;
    const from = k === -d || (k !== d && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
    const [startX, startY] = d === 0 ? [0, 0] : [at(from), at(from) - from];
    const edit = d === 0 ? 0 : from < k ? 1 : 0;
    const runStart = d === 0 ? 0 : startX + edit;
    const length = x - runStart;
    if (length > 0) runs.unshift({ left: runStart, right: runStart - k, length });
    [x, y] = [startX, startY];
  }
  return runs;
}
