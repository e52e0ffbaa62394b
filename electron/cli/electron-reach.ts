import net from 'node:net';

/** Why nothing answers at an address, as a short word (`ECONNREFUSED`, `no answer`); undefined when something does. */
export function whyUnreachable(target: net.NetConnectOpts, patienceMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect(target);
    const settle = (why: string | undefined) => {
      clearTimeout(patience);
      socket.destroy();
      resolve(why);
    };
    const patience = setTimeout(settle, patienceMs, 'no answer'); // a timer of our own: looking up a name counts as well
    socket.once('connect', () => settle(undefined));
    socket.once('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
  });
}
