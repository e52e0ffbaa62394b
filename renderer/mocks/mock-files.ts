// A mock as a file, on the clipboard, and as a Node script.
import type { Server } from '../../shared/contract/records.ts';
import type { Mock } from '../../shared/mocks/mock.ts';
import { formatMockFile, parseMockFile } from '../../shared/mocks/mock-file.ts';
import type { Actions } from '../actions/actions.ts';
import { copyText } from '../actions/steps/steps.ts';
import { download, pickFile } from '../document/browser-files.ts';
import { notify } from '../state/notices.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { newMock } from './new-mock.ts';

/** Asks for a file and makes a stopped mock of it. */
export async function pickMock(actions: Actions): Promise<void> {
  await actions.caller.forWindow(async () => {
    const file = await pickFile();
    if (!file) return;
    const read = parseMockFile(await file.text());
    if (!read.ok) {
      notify('problem', `${file.name} was not imported.`, read.why);
      return;
    }
    await newMock(actions, { name: read.name ?? 'imported', mock: read.mock });
  });
}

/** Copies a Node script that behaves like the mock, and says what the script cannot do. */
async function copyScript(actions: Actions, { listen }: Server, mock: Mock): Promise<void> {
  await actions.caller.forWindow(async () => {
    const { text, left } = await actions.call('mock.nodeScript', { mock, listen });
    await copyText(text);
    if (left.length > 0) notify('info', 'The Node script leaves something out.', `${left.join('; ')}.`);
  });
}

/** What can be done to a mock as a whole with files and the clipboard. */
export function fileEntries(actions: Actions, server: Server, mock: Mock): MenuEntry[] {
  const { name } = server;
  return [
    {
      kind: 'item',
      title: 'Export as JSON…',
      testId: 'mock-export',
      onSelect: () => download(`${name}.mock.json`, formatMockFile(mock, name)),
    },
    {
      kind: 'item',
      title: 'Copy as Node script',
      testId: 'mock-node-script',
      onSelect: () => void copyScript(actions, server, mock),
    },
    { kind: 'item', title: 'Import a mock…', testId: 'mock-import', onSelect: () => void pickMock(actions) },
  ];
}
