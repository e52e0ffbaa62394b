import type { Method } from '../../../shared/contract/methods.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import type { LabFile } from '../../../shared/lab-file.ts';
import type { Caller, Core } from '../core.ts';
import { refusal } from '../failures.ts';
import { emptyLab } from './lab-handlers.ts';

type DocumentMethod = Extract<Method, `document.${string}` | `client.${string}`>;

/** The lab document: its text, its parts, its clients. */
export function documentHandlers(core: Core): Pick<Handlers<Caller>, DocumentMethod> {
  const keeper = core.document;
  return {
    'document.text': () => ({ text: keeper.text() }),
    'document.open': async ({ text, name, path }, caller) => {
      const file = keeper.parse(text); // first, so that a refusal changes nothing
      if (!caller.files && namesPaths(file)) throw refusal('FILES_NOT_ALLOWED');
      await emptyLab(core);
      keeper.load(file, name, path);
      return { servers: file.servers.length, clients: file.clients.length };
    },
    'document.saved': ({ name, path }) => {
      keeper.saved(name, path);
      return {};
    },
    'document.update': (parts) => {
      keeper.update(parts);
      return {};
    },
    'client.create': (client) => ({ clientId: keeper.addClient(client) }),
    'client.update': (client) => {
      keeper.changeClient(client);
      return {};
    },
    'client.remove': ({ clientId }) => {
      keeper.removeClient(clientId);
      return {};
    },
  };
}

/** Whether a lab file puts a server or a client on a path of this machine. */
const namesPaths = ({ servers, clients }: LabFile) =>
  servers.some((server) => server.listen.path !== undefined) ||
  clients.some((client) => client.target.path !== undefined);
