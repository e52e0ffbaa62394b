// Counters over time as buckets: how much moved in each quarter of a second, second or ten seconds (`ux.md` 3.4).

/** How long a bucket is, and how far back they are kept. */
export const resolutions = [
  { id: '250ms', title: '250 ms', bucketMs: 250, spanMs: 150_000 },
  { id: '1s', title: '1 s', bucketMs: 1_000, spanMs: 900_000 },
  { id: '10s', title: '10 s', bucketMs: 10_000, spanMs: 14_400_000 },
] as const;
export type Resolution = (typeof resolutions)[number]['id'];

/**
 * Sums in buckets of one length, the newest kept, in a ring. What is added between two times is spread over the buckets
 * they touch, so that a report that comes a little late makes no tooth in the curve.
 */
export class BucketRing {
  readonly bucketMs: number;
  readonly #sums: Float64Array;
  /** Number of the newest bucket, counted from time 0; -1 before anything has been added. */
  #newest = -1;

  constructor(bucketMs: number, spanMs: number) {
    this.bucketMs = bucketMs;
    this.#sums = new Float64Array(Math.ceil(spanMs / bucketMs));
  }

  /** Adds `amount` that moved after `from` and until `to`, in milliseconds. */
  add(amount: number, from: number, to: number): void {
    const [first, last] = [Math.floor(from / this.bucketMs), Math.floor(to / this.bucketMs)];
    this.#advance(last);
    if (amount === 0) return;
    if (last <= first || to <= from) {
      this.#put(last, amount);
      return;
    }
    for (let bucket = Math.max(first, last - this.#sums.length + 1); bucket <= last; bucket++) {
      const begin = Math.max(from, bucket * this.bucketMs);
      const end = Math.min(to, (bucket + 1) * this.bucketMs);
      this.#put(bucket, (amount * (end - begin)) / (to - from));
    }
  }

  /** The sum in the bucket with this number; 0 where nothing is kept. */
  at(bucket: number): number {
    const length = this.#sums.length;
    if (bucket > this.#newest || bucket <= this.#newest - length || bucket < 0) return 0;
    return this.#sums[bucket % length] as number;
  }

  #advance(bucket: number): void {
    const length = this.#sums.length;
    for (let b = Math.max(this.#newest + 1, bucket - length + 1); b <= bucket; b++) this.#sums[b % length] = 0;
    this.#newest = Math.max(this.#newest, bucket);
  }

  #put(bucket: number, amount: number): void {
    const length = this.#sums.length;
    if (bucket < 0 || bucket <= this.#newest - length) return;
    this.#sums[bucket % length] = (this.#sums[bucket % length] as number) + amount;
  }
}

/** The value below which a share of the values lies (nearest rank); undefined of none. Values are sorted in place. */
export function quantile(values: number[], share: number): number | undefined {
  if (values.length === 0) return undefined;
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.max(0, Math.ceil(share * values.length) - 1))];
}
