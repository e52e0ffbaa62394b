import { parseArgs } from 'node:util';
import { serveOptions } from './serve.ts';

export interface StartOptions {
  readonly kind: 'options';
  /** Why the browser was asked for, if it was. */
  readonly askedForWeb: boolean;
  /** Standard output belongs to the one line of JSON. */
  readonly json: boolean;
  readonly labFile: string | undefined;
  /** What `serve` is to be called with. */
  readonly serveArgs: readonly string[];
  /** Options that mean something to `serve` only, as they are written. */
  readonly serveOnly: readonly string[];
}

/** Reads the arguments of `start`: `--web`, a lab file, and every option of `serve`. */
export function parseStart(args: readonly string[]): StartOptions | { readonly kind: 'wrong'; readonly why: string } {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return { kind: 'wrong', why: (error as Error).message };
  }
  const { web = false, lab, ...serve } = parsed.values;
  const files = [...parsed.positionals, ...(lab === undefined ? [] : [lab])];
  if (files.length > 1) return { kind: 'wrong', why: `One lab file can be opened; these are ${files.length}.` };
  const [labFile] = files;
  const given = Object.entries(serve).filter(([, value]) => value !== false);
  const serveArgs = given.map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));
  if (labFile !== undefined) serveArgs.push(`--lab=${labFile}`);
  const json = serve.json === true;
  return {
    kind: 'options',
    askedForWeb: web || json, // who reads JSON waits for an address
    json,
    labFile,
    serveArgs,
    serveOnly: given.map(([name]) => `--${name}`),
  };
}

function parse(args: readonly string[]) {
  const options = { ...serveOptions, web: { type: 'boolean' } } as const;
  return parseArgs({ args: [...args], options, allowPositionals: true });
}
