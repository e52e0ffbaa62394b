import * as v from 'valibot';

/** How a form shows one field of the contract. Kept beside the schema so that there is no second list of fields. */
export interface FieldInfo {
  readonly title: string;
  /** One or two plain sentences; Node's own name of the option is shown beside it by the form. */
  readonly help: string;
  readonly input: 'text' | 'number' | 'switch' | 'choice' | 'rules' | 'hosts' | 'hints' | 'buffer' | 'reconnect';
  readonly level: 'common' | 'advanced';
  readonly placeholder?: string;
  readonly unit?: 'ms' | 'bytes';
  readonly choices?: readonly { readonly value: string | number | boolean; readonly title: string }[];
  /** Which kind of address the field belongs to; absent = all. */
  readonly only?: 'tcp' | 'path' | 'fd';
  /** Name of the `lab.about` capability without which the field is shown disabled with the reason. */
  readonly needs?: string;
}

/**
 * A value that Node judges, not we: the schema checks the key's name only and hands the value on as it was given
 * (`api.md`, "What checks what"). The type parameter says what a sensible caller passes.
 */
export function passedOn<T>() {
  return v.custom<T>(() => true);
}

/** An optional value judged by Node, with what a form needs to show it. */
export function option<T>(info: FieldInfo) {
  return v.optional(v.pipe(passedOn<T>(), v.metadata({ field: info })));
}

/** The form information of an entry made with `option`, or undefined. */
export function fieldInfo(schema: v.GenericSchema): FieldInfo | undefined {
  const inner = 'wrapped' in schema ? (schema.wrapped as v.GenericSchema) : schema;
  return v.getMetadata(inner).field as FieldInfo | undefined;
}

const id = v.pipe(v.number(), v.integer(), v.minValue(1));
export const serverId = v.pipe(id, v.brand('ServerId'));
export const socketId = v.pipe(id, v.brand('SocketId'));
export const tapId = v.pipe(id, v.brand('TapId'));
export const clientId = v.pipe(id, v.brand('ClientId'));
export const transferId = v.pipe(id, v.brand('TransferId'));
export const faultId = v.pipe(id, v.brand('FaultId'));
export const holdId = v.pipe(id, v.brand('HoldId'));
export const repeatId = v.pipe(id, v.brand('RepeatId'));
export type ServerId = v.InferOutput<typeof serverId>;
export type SocketId = v.InferOutput<typeof socketId>;
export type TapId = v.InferOutput<typeof tapId>;
export type ClientId = v.InferOutput<typeof clientId>;
export type TransferId = v.InferOutput<typeof transferId>;
export type FaultId = v.InferOutput<typeof faultId>;
export type HoldId = v.InferOutput<typeof holdId>;
export type RepeatId = v.InferOutput<typeof repeatId>;

/** Milliseconds since engine start, monotonic, fractional. */
export const at = v.pipe(v.number(), v.minValue(0));
export const byteCount = v.pipe(v.number(), v.integer(), v.minValue(0));
export const nothing = v.strictObject({});

export const idleActions = ['notify', 'end', 'destroy', 'reset'] as const;
export const idleAction = v.picklist(idleActions);
export type IdleAction = v.InferOutput<typeof idleAction>;
