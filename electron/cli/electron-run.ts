// Runs the desktop app, and tells an end from a failure to start.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Machine } from './electron-machine.ts';

export type DesktopRun =
  | { readonly kind: 'ended'; readonly exitCode: number }
  | { readonly kind: 'failed'; readonly why: string };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const LONGEST_QUOTE = 160;
/** What a helper process that outlives Electron may still have to say is not waited for. */
const LAST_WORDS_MS = 300;

/** Runs Electron on the built app until it ends; signals are passed on to it. `labFile` is opened by the app. */
export async function runElectron(machine: Machine, program: string, labFile: string | undefined): Promise<DesktopRun> {
  const args = [machine.appRoot];
  if (machine.env.LAB_NO_SANDBOX === '1') args.unshift('--no-sandbox');
  if (labFile !== undefined) args.push(`--lab=${path.resolve(labFile)}`);
  const { ELECTRON_RUN_AS_NODE: _, ...env } = machine.env; // set in some editors' terminals; no window would open
  const startedAt = performance.now();
  const child = spawn(program, args, { env, stdio: ['inherit', 'inherit', 'pipe'] });
  const complaint = holdBack(child, machine.patience.earlyMs);
  const stop = passSignalsTo(child);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    await lastWords(child);
    const early = performance.now() - startedAt < machine.patience.earlyMs;
    if (early && code !== 0 && !stop.asked) {
      const quote = tellingLine(complaint.take());
      const how = signal ?? `exit code ${code}`;
      return { kind: 'failed', why: `Electron stopped at once (${quote ? `${how}: ${quote}` : how})` };
    }
    complaint.release();
    return { kind: 'ended', exitCode: code ?? 1 };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'failed', why: `Electron could not be started (${code ?? message})` };
  } finally {
    child.stderr.destroy(); // a helper process of Electron that is slow to go would hold us here
    complaint.release();
    stop.end();
  }
}

/**
 * Keeps what Electron writes to standard error until it has lived through its first seconds, then lets everything
 * through. A program that cannot start complains at length; one line of that is quoted, the rest would bury it.
 */
function holdBack(child: ChildProcess, forMs: number) {
  let held = '';
  let open = false;
  const release = () => {
    clearTimeout(timer);
    open = true;
    if (held) process.stderr.write(held);
    held = '';
  };
  const timer = setTimeout(release, forMs);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (open) process.stderr.write(text);
    else held += text;
  });
  return {
    release,
    /** Takes what was held, so that it is not written. */
    take: () => {
      const taken = held;
      held = '';
      return taken;
    },
  };
}

function passSignalsTo(child: ChildProcess) {
  const state = {
    asked: false,
    end: () => {
      for (const signal of SIGNALS) process.off(signal, pass);
    },
  };
  const pass = (signal: NodeJS.Signals) => {
    state.asked = true;
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  return state;
}

async function lastWords(child: ChildProcess): Promise<void> {
  if (!child.stderr || child.stderr.readableEnded) return;
  await once(child.stderr, 'end', { signal: AbortSignal.timeout(LAST_WORDS_MS) }).catch(() => {});
}

/** What Electron, its loader and Chromium say when they cannot start; then whatever else calls itself an error. */
const telling = [/error while loading|cannot open|sandbox|FATAL|Missing X server/iu, /\b\w*Error: /u];

/** The line that says why, without the log prefix `[pid:time:ERROR:file(line)]`. */
export function tellingLine(complaint: string): string | undefined {
  const lines = complaint.split('\n');
  const line = telling.map((pattern) => lines.find((text) => pattern.test(text))).find((text) => text !== undefined);
  return line
    ?.replace(/^\[[^\]]*\]\s*/u, '')
    .trim()
    .slice(0, LONGEST_QUOTE);
}
