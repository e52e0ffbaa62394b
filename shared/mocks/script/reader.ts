// Words of a script's text form: quoted strings as JSON writes them, times, numbers, words, brackets.

/** What is wrong with a line of a script, and where. */
export class ScriptProblem extends Error {
  override readonly name = 'ScriptProblem';
  readonly line: number;
  constructor(line: number, message: string) {
    super(`Line ${line}: ${message}`);
    this.line = line;
  }
}

const token = /\s*(?:("(?:[^"\\]|\\.)*")|(±?\d+(?:\.\d+)?(?:ms|s|min|%)?)|(\d+)|([A-Za-z][\w-]*)|([(),=<>]))/uy;

/** Reads one line word by word. */
export class LineReader {
  readonly line: number;
  readonly #text: string;
  #at = 0;

  constructor(text: string, line: number) {
    this.#text = text;
    this.line = line;
  }

  get done(): boolean {
    return this.#text.slice(this.#at).trim() === '';
  }
  fail(message: string): never {
    throw new ScriptProblem(this.line, message);
  }

  /** The next word without taking it; undefined at the end. */
  peek(): string | undefined {
    const before = this.#at;
    const next = this.done ? undefined : this.next();
    this.#at = before;
    return next;
  }
  next(): string {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text);
    if (!found) this.fail(this.done ? 'Something is missing at the end.' : `“${this.#rest()}” cannot be read.`);
    this.#at = token.lastIndex;
    return found[0].trim();
  }
  /** Takes the word if it comes next. */
  takes(word: string): boolean {
    if (this.peek() !== word) return false;
    this.next();
    return true;
  }
  must(word: string): void {
    if (!this.takes(word))
      this.fail(`“${word}” is expected${this.done ? ' at the end' : ` before “${this.#rest()}”`}.`);
  }
  text(): string {
    const word = this.next();
    if (!word.startsWith('"')) this.fail(`A text in "quotes" is expected, not “${word}”.`);
    try {
      return JSON.parse(word) as string;
    } catch {
      return this.fail(`${word} has an escape that JSON does not know.`);
    }
  }
  name(): string {
    const word = this.next();
    return word.startsWith('"') ? (JSON.parse(word) as string) : word;
  }
  number(): number {
    const word = this.next();
    if (!/^\d+(?:\.\d+)?$/u.test(word)) this.fail(`A number is expected, not “${word}”.`);
    return Number(word);
  }
  /** A time: 300ms, 10s, 2min, or milliseconds without a unit. */
  ms(): number {
    const word = this.next();
    const found = /^±?(\d+(?:\.\d+)?)(ms|s|min)?$/u.exec(word);
    if (!found) this.fail(`A time such as 300ms or 10s is expected, not “${word}”.`);
    const unit = found[2] === 'min' ? 60_000 : found[2] === 's' ? 1_000 : 1;
    return Math.round(Number(found[1]) * unit * 1e6) / 1e6;
  }
  #rest(): string {
    return this.#text.slice(this.#at).trim().slice(0, 40);
  }
}

/** Milliseconds as they are read back. */
export const msText = (ms: number) => (ms >= 1_000 && Number.isInteger(ms / 1_000) ? `${ms / 1_000}s` : `${ms}ms`);
/** A name as it is read back: bare where that is one word. */
export const nameText = (name: string) => (/^[A-Za-z][\w-]*$/u.test(name) ? name : JSON.stringify(name));
