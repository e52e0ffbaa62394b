// `socket-lab start`: the desktop app where Electron can run, else the same app in the browser, with one line that says
// why. The cheapest questions come first, and nothing here waits without a limit.
import { findElectron } from './electron-binary.ts';
import { displayProblem } from './electron-display.ts';
import { downloadElectron } from './electron-download.ts';
import { type Machine, thisMachine } from './electron-machine.ts';
import { type DesktopRun, runElectron } from './electron-run.ts';
import { type Inherited, serve } from './serve.ts';
import { parseStart, type StartOptions } from './start-options.ts';
import { usage } from './usage.ts';

/** The desktop app where it can run, else the same app in the browser. Resolves when the app was closed, or is served. */
export async function start(
  args: readonly string[],
  inherited: Inherited,
  machine: Machine = thisMachine(),
  serveInBrowser: typeof serve = serve,
): Promise<void> {
  const options = parseStart(args);
  if (options.kind === 'wrong') {
    machine.note(`${options.why}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const run = await openDesktop(machine, options);
  if (run.kind === 'ended') {
    process.exitCode = run.exitCode;
    return;
  }
  const line = `Serving in the browser: ${run.why}.`;
  if (options.json) machine.note(line);
  else machine.say(line);
  await serveInBrowser(options.serveArgs, inherited);
}

/** Opens the desktop app and waits for its end, or tells why it cannot be opened. */
export async function openDesktop(machine: Machine, options: StartOptions): Promise<DesktopRun> {
  const why = await whyNotHere(machine, options);
  if (why) return { kind: 'failed', why };
  let found = findElectron(machine);
  if (found.kind === 'not-downloaded') {
    const failed = await downloadElectron(machine, found);
    if (failed) return { kind: 'failed', why: failed };
    found = findElectron(machine);
  }
  switch (found.kind) {
    case 'absent':
      return { kind: 'failed', why: found.why };
    case 'not-downloaded':
      return { kind: 'failed', why: `the download of Electron ${found.version} has left nothing that can be started` };
    case 'ready':
      if (options.serveOnly.length > 0) {
        machine.note(`The desktop app opens; ${options.serveOnly.join(', ')} would count in the browser only (--web).`);
      }
      return runElectron(machine, found.program, options.labFile);
  }
}

/** Why Electron cannot or shall not run, whether it is installed or not. */
async function whyNotHere(machine: Machine, { askedForWeb }: StartOptions): Promise<string | undefined> {
  if (askedForWeb || machine.env.LAB_WEB === '1') return 'asked for';
  const noDisplay = await displayProblem(machine);
  if (noDisplay) return noDisplay;
  // Chromium refuses to run as root with its sandbox; it is never switched off without being asked.
  if (machine.platform === 'linux' && machine.uid === 0 && machine.env.LAB_NO_SANDBOX !== '1') {
    return 'root runs Chromium without its sandbox (use an ordinary account, or allow it with LAB_NO_SANDBOX=1)';
  }
  return undefined;
}
