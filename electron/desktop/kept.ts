// What the app remembers from run to run, beside labs: one small JSON file in its own folder.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { themes } from '../../shared/desktop/messages.ts';
import { windowState } from './window-state.ts';

const kept = v.object({
  recent: v.optional(v.fallback(v.array(v.string()), []), []),
  windows: v.optional(v.fallback(v.record(v.string(), windowState), {}), {}),
  theme: v.optional(v.fallback(v.picklist(themes), 'system'), 'system'),
});
export type Kept = v.InferOutput<typeof kept>;

/** Reads the file once and writes it at every change. A damaged file counts as none, part by part. */
export class KeptFile {
  readonly #file: string;
  #value: Kept;

  constructor(file: string) {
    this.#file = file;
    this.#value = read(file);
  }

  get value(): Kept {
    return this.#value;
  }

  /** Changes some of it. That it cannot be written is said on stderr: the app works without. */
  change(parts: Partial<Kept>): void {
    this.#value = { ...this.#value, ...parts };
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      const fresh = `${this.#file}.new`;
      writeFileSync(fresh, `${JSON.stringify(this.#value)}\n`, { mode: 0o600 });
      renameSync(fresh, this.#file);
    } catch (error) {
      process.stderr.write(`${this.#file} could not be written: ${(error as Error).message}\n`);
    }
  }
}

function read(file: string): Kept {
  let data: unknown = {};
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // the first run, or a damaged file: as if there were none
  }
  const parsed = v.safeParse(kept, data);
  return parsed.success ? parsed.output : v.parse(kept, {});
}
