// `socket-lab serve`: the web shell around an engine, until a signal ends it.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine, type Engine } from '../engine/engine.ts';
import { openLab } from '../engine/open-lab.ts';
import { isLoopback } from '../web/access.ts';
import { startWebShell, type WebShell, type WebShellOptions } from '../web/web-shell.ts';
import { hasDisplay, openBrowser } from './browser.ts';
import { usage } from './usage.ts';

declare const __VERSION__: string;

export type Inherited = ReadonlyMap<number, string>;

const DEFAULT_PORT = 7788;
/** After a signal, whatever is still open is left to the system. */
const CLOSE_WITHIN_MS = 2_500;

export const serveOptions = {
  port: { type: 'string' },
  host: { type: 'string' },
  token: { type: 'string' },
  lab: { type: 'string' },
  json: { type: 'boolean' },
  open: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  'allow-files': { type: 'boolean' },
} as const;

/** Serves until SIGINT or SIGTERM. Wrong arguments and a port that is taken end with one plain line and exit code 2 or 1. */
export async function serve(args: readonly string[], inherited: Inherited): Promise<void> {
  const given = parsed(args);
  if (!given) return;
  const port = given.port === undefined ? DEFAULT_PORT : Number(given.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    fail(`Ports go from 0 to 65535; “${given.port}” is none.`, 2);
    return;
  }
  const host = given.host ?? '127.0.0.1';
  const engine = createEngine({ version: __VERSION__, inherited });
  const unopened = given.lab === undefined ? undefined : await openLab(engine, given.lab);
  if (unopened !== undefined) {
    fail(unopened, 1);
    await engine.close();
    return;
  }
  const pageRoot = path.join(__dirname, '../renderer');
  const wish = { host, port, pageRoot, token: given.token, allowFiles: given['allow-files'] };
  const shell = await startOnSomePort(engine, wish, given.port === undefined);
  if (!shell) {
    await engine.close();
    return;
  }
  closeOnSignal(engine, shell);
  if (!isLoopback(host)) note(`Everyone who can reach ${host} and knows the token can open sockets on this machine.`);
  const { url, api } = shell;
  if (given.json) process.stdout.write(`${JSON.stringify({ url, api, pid: process.pid })}\n`);
  else process.stdout.write(`Socket Lab is at ${url}\nStop it with Ctrl+C.\n`);
  const open = given.open ?? (!given['no-open'] && !given.json && process.stdout.isTTY && hasDisplay());
  if (open && !given['no-open']) openBrowser(url);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: serveOptions }).values;
  } catch (error) {
    fail(`${(error as Error).message}\n\n${usage}`, 2);
    return undefined;
  }
}

/** Starts the shell; where the port was not asked for and is taken, any other will do. */
async function startOnSomePort(engine: Engine, wish: WebShellOptions, anyPort: boolean): Promise<WebShell | undefined> {
  try {
    return await startWebShell(engine, wish);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' && anyPort) {
      note(`Port ${wish.port} is already taken; another one is used.`);
      return startOnSomePort(engine, { ...wish, port: 0 }, false);
    }
    fail(
      code === 'EADDRINUSE'
        ? `Port ${wish.port} is already taken. Choose another one with --port, or any with --port 0.`
        : `Cannot serve on ${wish.host}: ${message}`,
      1,
    );
    return undefined;
  }
}

/** SIGINT and SIGTERM close everything in order; a second one, or too long a wait, ends the process at once. */
function closeOnSignal(engine: Engine, shell: WebShell): void {
  let closing = false;
  const close = () => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(0), CLOSE_WITHIN_MS).unref();
    Promise.all([engine.close(), shell.close()]).then(
      () => process.exit(0),
      (error: unknown) => fail(String(error), 1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close);
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

function fail(text: string, exitCode: number): void {
  note(text);
  process.exitCode = exitCode;
}
