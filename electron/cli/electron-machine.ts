// What the launcher looks at to decide whether Electron can run here. One object, so that tests can stand in for it.
import path from 'node:path';

/** How long each step may take, in milliseconds. */
export interface Patience {
  /** For a display to answer. */
  readonly displayMs: number;
  /** For the download's host to answer at all. */
  readonly preflightMs: number;
  /** A download that gains no byte for this long hangs. */
  readonly stallMs: number;
  /** How often a download is looked at. */
  readonly lookMs: number;
  /** A failure within this time after the start means that Electron cannot run here. */
  readonly earlyMs: number;
}

export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The user's number; undefined where users have none (Windows). */
  readonly uid: number | undefined;
  /** Folder with package.json, node_modules and out. */
  readonly appRoot: string;
  readonly patience: Patience;
  /** Writes a line to standard output. */
  readonly say: (line: string) => void;
  /** Writes a line to standard error. */
  readonly note: (line: string) => void;
}

export const usualPatience: Patience = {
  displayMs: 1_000,
  preflightMs: 3_000,
  stallMs: 60_000,
  lookMs: 1_000,
  earlyMs: 4_000,
};

/** This machine, as the process finds it. The built command lies two folders below the root, as its source does. */
export function thisMachine(): Machine {
  return {
    env: process.env,
    platform: process.platform,
    uid: process.getuid?.(),
    appRoot: path.join(__dirname, '../..'),
    patience: usualPatience,
    say: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
  };
}
