// Runs regular expressions of users. A pattern can take longer than the world will stand, and JavaScript cannot stop it
// half-way; V8 can, for code in a context of its own (node:vm, "timeout").
import vm from 'node:vm';
import type { RegexOutcome, RegexTester } from '../../../shared/mocks/scope.ts';

const LIMIT_MS = 10;
const SLOW_MS = 2;
/** A limit in wall-clock time is unfair on a machine that is busy: what has not had its 10 ms of computing may go on. */
const MOST_TRIES = 5;
const MOST_KEPT = 500;

const SOURCE = `(() => {
  const key = input.flags + '/' + input.pattern;
  let known = kept.get(key);
  if (!known) {
    if (kept.size >= ${MOST_KEPT}) kept.clear();
    known = new RegExp(input.pattern, input.flags);
    kept.set(key, known);
  }
  const found = known.exec(input.text);
  input.found = found && { groups: [...found], named: { ...found.groups } };
})()`;

export class RegexRunner {
  #context: vm.Context | undefined;
  #script: vm.Script | undefined;
  readonly #input: { pattern: string; flags: string; text: string; found: unknown } = {
    pattern: '',
    flags: '',
    text: '',
    found: null,
  };

  readonly test: RegexTester = (pattern, flags, text) => {
    Object.assign(this.#input, { pattern, flags, text, found: null });
    const startedAt = performance.now();
    const gaveUp = this.#run();
    const tookMs = performance.now() - startedAt;
    this.#input.text = '';
    if (gaveUp)
      return { gaveUp: `the pattern /${pattern}/ was given up after ${LIMIT_MS} ms on ${text.length} characters` };
    const found = this.#input.found as RegexOutcome extends { found: infer F } ? F : never;
    return { found: found ?? undefined, slow: tookMs > SLOW_MS } as RegexOutcome;
  };

  /** Runs the pattern; answers whether it had to be given up. */
  #run(): boolean {
    this.#context ??= vm.createContext({ input: this.#input, kept: new Map() });
    this.#script ??= new vm.Script(SOURCE);
    for (let attempt = 1; ; attempt++) {
      const before = process.cpuUsage();
      try {
        this.#script.runInContext(this.#context, { timeout: LIMIT_MS });
        return false;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
        const { user, system } = process.cpuUsage(before);
        if (attempt >= MOST_TRIES || (user + system) / 1000 >= LIMIT_MS * 0.8) return true;
      }
    }
  }
}
