// A scripted conversation: its settings, and its text form, which reads back as the same script.
import * as v from 'valibot';
import { oneOf } from '../fields.ts';
import { type StepSettings, scriptSteps, stepOf, stepSettings } from './index.ts';
import { LineReader, ScriptProblem } from './reader.ts';

export const script = v.strictObject({
  steps: v.pipe(
    v.array(stepSettings),
    v.maxLength(10_000),
    v.check((steps) => missingLabel(steps) === undefined, 'A “go to” names a label that is not there.'),
  ),
  onEnd: v.optional(oneOf(['stay', 'finish', 'close'], 'What comes after the last step.')),
});
export type Script = v.InferOutput<typeof script>;

function missingLabel(steps: readonly StepSettings[]): string | undefined {
  const labels = new Set(steps.flatMap((step) => (step.kind === 'label' ? [step.name] : [])));
  for (const step of steps) if (step.kind === 'go-to' && !labels.has(step.label)) return step.label;
  return undefined;
}

/** The script as text: one line for each step. */
export const scriptText = ({ steps }: Pick<Script, 'steps'>): string =>
  steps.map((step) => `${stepOf(step).print(step)}\n`).join('');

export type ParsedScript =
  | { readonly ok: true; readonly steps: StepSettings[] }
  | { readonly ok: false; readonly line: number; readonly why: string };

/** Reads a script's text. Empty lines and what follows a # at the start of a line are left out. */
export function parseScript(text: string): ParsedScript {
  const steps: StepSettings[] = [];
  const lines = text.split(/\r?\n/u);
  try {
    for (const [i, line] of lines.entries()) {
      if (line.trim() === '' || line.trim().startsWith('#')) continue;
      steps.push(parseLine(line, i + 1));
    }
  } catch (error) {
    if (error instanceof ScriptProblem) return { ok: false, line: error.line, why: error.message };
    throw error;
  }
  const missing = missingLabel(steps);
  if (missing === undefined) return { ok: true, steps };
  const line = lines.findIndex((each) => each.trim().startsWith('go') && each.includes(missing)) + 1;
  return { ok: false, line, why: `Line ${line}: there is no label “${missing}”.` };
}

function parseLine(line: string, number: number): StepSettings {
  const reader = new LineReader(line, number);
  const word = reader.next();
  const step = scriptSteps.find((each) => each.words.includes(word));
  if (!step) return reader.fail(`“${word}” is no step. Steps begin with ${allWords().join(', ')}.`);
  const given = (step as { parse(word: string, reader: LineReader): unknown }).parse(word, reader);
  if (!reader.done) reader.fail(`“${reader.peek()}” is too much.`);
  const checked = v.safeParse(stepSettings, given);
  if (checked.success) return checked.output;
  const [issue] = checked.issues;
  return reader.fail(issue.message);
}

const allWords = () => scriptSteps.flatMap((step) => step.words);
