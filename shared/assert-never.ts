/** Marks a place that no member of a union reaches; a new member breaks the build there. */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
