import * as v from 'valibot';

/** One row of the contract: what a call takes and what it answers. */
export interface MethodSchema {
  readonly params: v.GenericSchema<unknown, Record<string, unknown>>;
  readonly result: v.GenericSchema;
}

/** A row of the contract; returns its argument with its exact type. */
export function method<const P extends MethodSchema['params'], const R extends v.GenericSchema>(row: {
  readonly params: P;
  readonly result: R;
}) {
  return row;
}

/** A call without parameters. */
export const none = v.strictObject({});
