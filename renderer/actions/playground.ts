import { setDraft } from '../state/drafts.ts';
import { select } from '../state/view-store.ts';
import { type Caller, failureFrom } from './caller.ts';

const FIRST_PORT = 7007;
const NEIGHBOURS = 4;

/**
 * The one-click playground: an echo server that keeps its side open, and a client that talks to it. The port is 7007,
 * or one of the next, or any.
 */
export async function echoPlayground(caller: Caller): Promise<void> {
  await caller.forWindow(async () => {
    const port = await listenFrom(caller);
    const { socketId } = await caller.call('socket.connect', {
      name: 'Echo client',
      target: { host: '127.0.0.1', port },
      options: { allowHalfOpen: true },
    });
    setDraft(socketId, { text: 'hello', ending: 'lf', fresh: true });
    select(socketId, 'client');
  });
}

async function listenFrom(caller: Caller): Promise<number> {
  const definition = { name: 'Echo', options: { allowHalfOpen: true }, mock: { otherwise: { kind: 'echo' as const } } };
  for (let port = FIRST_PORT; port < FIRST_PORT + NEIGHBOURS; port++) {
    try {
      return portOf(await caller.call('server.listen', { ...definition, listen: { host: '127.0.0.1', port } }));
    } catch (error) {
      if (failureFrom(error).code !== 'EADDRINUSE') throw error;
    }
  }
  return portOf(await caller.call('server.listen', { ...definition, listen: { host: '127.0.0.1', port: 0 } }));
}

const portOf = ({ address }: { address: unknown }) => (address as { port: number }).port;
