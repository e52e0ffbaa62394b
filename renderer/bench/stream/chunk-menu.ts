import { copyFormats } from '../../../shared/copy-as/index.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { openSnippetDialog } from '../composer/composer-dialogs.ts';
import { explainReceived, makeRule, whyNotExplained } from './explain-command.ts';
import {
  actedOn,
  copyAs,
  draftOfActedOn,
  putIntoComposer,
  saveBytes,
  sendAgain,
  senderAgain,
} from './stream-actions.ts';
import { shownStream } from './stream-shown.ts';
import { setCompare, useStreamState } from './stream-state.ts';

const item = (title: string, onSelect: () => unknown, unavailable?: string): MenuEntry => ({
  kind: 'item',
  title,
  unavailable,
  onSelect: () => void onSelect(),
});
const nothingChosen = () => (actedOn() ? undefined : 'Nothing is selected');

/** Every way to copy what is selected. */
export const copyEntries = (): MenuEntry[] =>
  copyFormats.map((format) =>
    item(format.title, () => copyAs(format), format.wholeConnection ? undefined : nothingChosen()),
  );

export const saveEntries = (): MenuEntry[] => [
  item('Selected bytes…', () => saveBytes('selection'), nothingChosen()),
  item('All client bytes…', () => saveBytes('client')),
  item('All server bytes…', () => saveBytes('server')),
];

export function actEntries(): MenuEntry[] {
  const sender = senderAgain();
  return [
    item('Send this chunk again', sendAgain, typeof sender === 'string' ? sender : undefined),
    item('Put into the Composer', putIntoComposer, nothingChosen()),
    item('Make a snippet…', makeSnippet, nothingChosen()),
    ...compareEntries(),
  ];
}

function compareEntries(): MenuEntry[] {
  const { cursor, compareFrom } = useStreamState.getState();
  if (compareFrom === undefined || compareFrom === cursor)
    return [
      item(
        'Compare with another chunk…',
        () => setCompare(cursor),
        cursor === undefined ? 'No chunk is chosen' : undefined,
      ),
    ];
  return [
    item(
      `Compare with chunk ${compareFrom}`,
      () => cursor !== undefined && setCompare(undefined, [compareFrom, cursor]),
      cursor === undefined ? 'No chunk is chosen' : undefined,
    ),
    item('Compare another chunk instead', () => setCompare(cursor)),
  ];
}

/** For a chunk that a mock of this lab has received: why it was answered so, and a rule for such messages. */
function ruleEntries(): MenuEntry[] {
  const stream = shownStream();
  if (stream?.socket.serverId === undefined) return [];
  return [
    { kind: 'separator' },
    item('Explain the rule of this message', () => explainReceived(stream.actions), whyNotExplained()),
    item('Make a rule from this', () => makeRule(stream.actions), whyNotExplained()),
  ];
}

async function makeSnippet(): Promise<void> {
  const draft = await draftOfActedOn();
  if (draft) openSnippetDialog(draft);
}

/** The menu of a chunk, for what is selected at that moment. */
export const chunkMenu = (): MenuEntry[] => [
  { kind: 'submenu', title: 'Copy as', entries: copyEntries() },
  { kind: 'submenu', title: 'Save as', entries: saveEntries() },
  { kind: 'separator' },
  ...actEntries(),
  ...ruleEntries(),
];
