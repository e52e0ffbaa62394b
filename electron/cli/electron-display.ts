// Whether a window could be shown. Only Linux needs to be asked: elsewhere a session has a screen.
import path from 'node:path';
import type { Machine } from './electron-machine.ts';
import { whyUnreachable } from './electron-reach.ts';

/** X display 0 listens on TCP port 6000, display 1 on 6001, … (X(7), "Display names"). */
const X_FIRST_PORT = 6000;

/** Why no window can be shown, or undefined. A variable that is set proves nothing: the display itself has to answer. */
export async function displayProblem({ env, platform, patience }: Machine): Promise<string | undefined> {
  if (platform !== 'linux') return undefined;
  if (!env.WAYLAND_DISPLAY && !env.DISPLAY) {
    return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  }
  if (env.WAYLAND_DISPLAY) {
    const socket = path.resolve(env.XDG_RUNTIME_DIR ?? '/', env.WAYLAND_DISPLAY);
    const why = await whyUnreachable({ path: socket }, patience.displayMs);
    if (!why) return undefined;
    if (!env.DISPLAY) return `the Wayland display ${env.WAYLAND_DISPLAY} does not answer (${why})`;
  }
  const display = env.DISPLAY as string;
  const target = addressOfX(display);
  if (!target) return `DISPLAY is “${display}”, which names no display`;
  const why = await whyUnreachable(target, patience.displayMs);
  return why && `the display ${display} does not answer (${why})`;
}

/** Where the X server of a display name (`:0`, `unix:0.1`, `host:10.0`) listens; undefined when it is no such name. */
export function addressOfX(display: string): { path: string } | { host: string; port: number } | undefined {
  const match = /^(?<host>.*):(?<number>\d+)(?:\.\d+)?$/u.exec(display);
  if (!match?.groups) return undefined;
  const { host = '', number } = match.groups;
  if (host === '' || host === 'unix' || host.endsWith('/unix')) return { path: `/tmp/.X11-unix/X${number}` };
  const port = X_FIRST_PORT + Number(number);
  return port > 65_535 ? undefined : { host: host.replace(/^\[(.*)\]$/u, '$1'), port };
}
