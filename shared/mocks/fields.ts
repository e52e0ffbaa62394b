// The fields that mocks and faults are made of, with what a form and the catalogue say about them.
import * as v from 'valibot';

/** A delay in ms, at most an hour. */
export const LONGEST_DELAY_MS = 3_600_000;
const MOST_BYTES = 2 ** 40;
const MOST_TIMES = 1_000_000;

const numberOf = (least: number, most: number, unit: string, description: string) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most), v.description(description), v.metadata({ unit }));
const wholeOf = (least: number, most: number, unit: string, description: string) =>
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(least),
    v.maxValue(most),
    v.description(description),
    v.metadata({ unit }),
  );

/** Milliseconds from 0 to an hour. */
export const ms = (description: string) => numberOf(0, LONGEST_DELAY_MS, 'ms', description);
/** A number of bytes, 0 allowed. */
export const bytes = (description: string) => wholeOf(0, MOST_BYTES, 'bytes', description);
/** A number of bytes, at least one. */
export const someBytes = (description: string) => wholeOf(1, MOST_BYTES, 'bytes', description);
/** Bytes per second. */
export const rate = (description: string) => numberOf(1, 1e12, 'bytes per second', description);
/** How many times, at least once. */
export const times = (description: string) => wholeOf(1, MOST_TIMES, 'times', description);
/** A chance from 0 to 1. */
export const chance = (description: string) => numberOf(0, 1, 'share', description);
/** Where random numbers start: the same seed gives the same bytes. */
export const seed = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(0xffff_ffff),
  v.description('Where random numbers start: the same seed gives the same bytes in every run.'),
);
export const yes = (description: string) => v.pipe(v.boolean(), v.description(description));
/** A name of something in the mock: a state, a label, a rule. */
export const shortName = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
/** A text with templates. */
export const longText = v.pipe(v.string(), v.maxLength(16 * 1024 * 1024));
/** One of a few words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T, description: string) =>
  v.pipe(v.picklist(words), v.description(description));
/** Hex digits of whole bytes. */
export const hexDigits = v.pipe(
  v.string(),
  v.maxLength(32 * 1024 * 1024),
  v.regex(/^[\s0-9a-f]*$/iu, 'Hex has digits 0-9 and a-f only.'),
  v.check((hex) => hex.replace(/\s+/gu, '').length % 2 === 0, 'Hex needs two digits for each byte.'),
);

/** Where something is dialled: a port with its host, or a path. */
export const address = v.pipe(
  v.strictObject({
    host: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255))),
    port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
    path: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(4_096))),
  }),
  v.check(({ port, path }) => (port === undefined) !== (path === undefined), 'Give either a port or a path.'),
);
export type Address = v.InferOutput<typeof address>;

/** An address as people write it. */
export const addressText = ({ host, port, path }: Address) => path ?? `${host ?? 'localhost'}:${port}`;

const DEEPEST = 24;

/** Refuses values nested so deeply that checking them could not end well. */
export const notTooDeep = v.custom<unknown>((value) => {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth > DEEPEST) return false;
    for (const inner of Object.values(next.value)) open.push({ value: inner, depth: next.depth + 1 });
  }
  return true;
}, `More than ${DEEPEST} levels inside each other are too many.`);
