// Numbers out of repeated, interleaved runs: what is compared is always measured in the same run of the program.

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Half the distance between the extremes, as a share of the median: how far a single run may be off. */
export function spread(values) {
  return (Math.max(...values) - Math.min(...values)) / 2 / median(values);
}

/**
 * Runs every candidate once a round, in turn, so that what the machine does meanwhile meets all of them.
 * `candidates`: name -> async function that returns one number. Returns name -> numbers.
 */
export async function interleaved(candidates, rounds) {
  const values = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(candidates)) values[name].push(await run());
  }
  return values;
}

/**
 * One row of a result: a candidate against its reference. `better` says which way is good; `budget` is the worst ratio
 * (or, with `absolute`, the worst value) that is still within the product's budget.
 */
export function row({ what, unit, reference, values, better = 'more', budget, absolute = false }) {
  const value = median(values);
  const ratio = reference ? value / median(reference) : undefined;
  const judged = absolute ? value : ratio;
  const within =
    budget === undefined || judged === undefined ? undefined : better === 'more' ? judged >= budget : judged <= budget;
  return { what, unit, value, spread: spread(values), ratio, budget, within, better };
}
