import { setDraft } from '../state/drafts.ts';
import { type Caller, failureFrom } from './caller.ts';
import type { ClientActions } from './client-actions.ts';
import type { ServerActions } from './server-actions.ts';

const FIRST_PORT = 7007;
const NEIGHBOURS = 4;

/**
 * The one-click playground: an echo server that keeps its side open, and a client that talks to it. The port is 7007,
 * or one of the next, or any.
 */
export async function echoPlayground(caller: Caller, servers: ServerActions, clients: ClientActions): Promise<void> {
  await caller.forWindow(async () => {
    const port = await listenFrom(servers);
    const socketId = await clients.createAnd('dial', {
      name: 'Echo client',
      target: { host: '127.0.0.1', port },
      options: { allowHalfOpen: true },
    });
    setDraft(socketId, { text: 'hello', ending: 'lf', fresh: true });
  });
}

async function listenFrom(servers: ServerActions): Promise<number> {
  const definition = { name: 'Echo', options: { allowHalfOpen: true }, mock: { otherwise: { kind: 'echo' as const } } };
  for (let port = FIRST_PORT; port < FIRST_PORT + NEIGHBOURS; port++) {
    try {
      return portOf(await servers.listenNew({ ...definition, listen: { host: '127.0.0.1', port } }));
    } catch (error) {
      if (failureFrom(error).code !== 'EADDRINUSE') throw error;
    }
  }
  return portOf(await servers.listenNew({ ...definition, listen: { host: '127.0.0.1', port: 0 } }));
}

const portOf = ({ address }: { address: unknown }) => (address as { port: number }).port;
