// A mock as a JSON file: what is written holds its name and its settings, and is checked when it is read.
import * as v from 'valibot';
import type { Server } from '../../shared/contract/records.ts';
import { type Mock, mock as mockSchema } from '../../shared/mocks/mock.ts';
import type { Actions } from '../actions/actions.ts';
import { copyText } from '../actions/steps/steps.ts';
import { download, pickFile } from '../document/browser-files.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { newMock } from './new-mock.ts';

const mockFile = v.strictObject({ name: v.optional(v.pipe(v.string(), v.maxLength(1_000))), mock: mockSchema });

/** The JSON of a mock, as it is exported. */
export const mockJson = (name: string, mock: Mock): string => `${JSON.stringify({ name, mock }, null, 2)}\n`;

/** Reads an exported mock; throws what is wrong with it. */
export function readMock(text: string): { readonly name?: string | undefined; readonly mock: Mock } {
  const json: unknown = JSON.parse(text);
  const read = v.safeParse(mockFile, json);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const where = v.getDotPath(issue);
  throw new Error(`This is not a mock: ${where === null ? '' : `${where}: `}${issue.message}`);
}

/** Asks for a file and makes a stopped mock of it. */
export async function pickMock(actions: Actions): Promise<void> {
  await actions.caller.forWindow(async () => {
    const file = await pickFile();
    if (!file) return;
    const { name = 'imported', mock } = readMock(await file.text());
    await newMock(actions, { name, mock });
  });
}

/** What can be done to a mock as a whole with files and the clipboard. */
export function fileEntries(actions: Actions, { name }: Server, mock: Mock): MenuEntry[] {
  return [
    {
      kind: 'item',
      title: 'Export as JSON…',
      testId: 'mock-export',
      onSelect: () => download(`${name}.mock.json`, mockJson(name, mock)),
    },
    { kind: 'item', title: 'Copy as JSON', onSelect: () => void copyText(mockJson(name, mock)) },
    { kind: 'item', title: 'Import a mock…', onSelect: () => void pickMock(actions) },
  ];
}
