import { resolve } from 'node:path';
import type { Method } from '../../../shared/contract/methods.ts';
import type { Handlers } from '../../../shared/contract/serve.ts';
import type { LabFile } from '../../../shared/lab-file.ts';
import { labDigest } from '../../../shared/lab-text.ts';
import { pathsOf } from '../../../shared/mocks/mock.ts';
import type { Caller, Core } from '../core.ts';
import { refusal } from '../failures.ts';
import { labNameOf, readLabFile, writeLabFile } from '../lab-files.ts';
import { emptyLab } from './lab-handlers.ts';

type DocumentMethod = Extract<Method, `document.${string}` | `client.${string}`>;

/** The lab document: its text, its parts, its clients. */
export function documentHandlers(core: Core): Pick<Handlers<Caller>, DocumentMethod> {
  const keeper = core.document;
  async function open(caller: Caller, text: string, name: string | undefined, path: string | undefined) {
    const file = keeper.parse(text); // first, so that a refusal changes nothing
    if (!caller.files && namesPaths(file)) throw refusal('FILES_NOT_ALLOWED');
    await emptyLab(core);
    keeper.load(file, name, path);
    return { servers: file.servers.length, clients: file.clients.length };
  }
  return {
    'document.text': () => ({ text: keeper.text() }),
    'document.open': ({ text, name, path }, caller) => open(caller, text, name, path),
    'document.openFile': async ({ path }, caller) =>
      await open(caller, await readLabFile(path), labNameOf(path), resolve(path)),
    'document.saveFile': async ({ path }) => {
      const text = keeper.text();
      const written = await writeLabFile(path, text);
      keeper.saved(labNameOf(written), written, labDigest(text)); // what was edited meanwhile is not in the file
      return { path: written };
    },
    'document.saved': ({ name, path, savedDigest }) => {
      keeper.saved(name, path, savedDigest);
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

/** Whether a lab file puts a server, a tap or a client on a path of this machine, or has a mock read a file of it. */
const namesPaths = ({ servers, clients, taps = [] }: LabFile) =>
  servers.some(({ listen, mock }) => listen.path !== undefined || (mock != null && pathsOf(mock).length > 0)) ||
  taps.some(({ listen, target }) => listen.path !== undefined || target.path !== undefined) ||
  clients.some((client) => client.target.path !== undefined);
