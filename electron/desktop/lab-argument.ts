import path from 'node:path';

/**
 * The lab file a command line asks for: `--lab=FILE` (from `socket-lab start FILE`), or a `*.socketlab` path, as the
 * system gives it on a double click. As an absolute path; `folder` is where relative ones start.
 */
export function labFileIn(argv: readonly string[], folder: string): string | undefined {
  const option = argv.find((argument) => argument.startsWith('--lab='))?.slice('--lab='.length);
  const file = option || argv.find((argument) => /^[^-].*\.socketlab$/iu.test(argument));
  return file && path.resolve(folder, file);
}
