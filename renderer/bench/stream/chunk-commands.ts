// Commands about the chosen chunk: keeping it as a snippet, comparing it with another.
import type { Command } from '../../commands/command.ts';
import { openSnippetDialog } from '../composer/composer-dialogs.ts';
import { actedOn, draftOfActedOn } from './stream-actions.ts';
import { setCompare, useStreamState } from './stream-state.ts';

/** The first of two chunks, once it is chosen and the cursor is on another. */
function comparedWith(): number | undefined {
  const { cursor, compareFrom } = useStreamState.getState();
  return compareFrom === cursor ? undefined : compareFrom;
}
const noChunk = () => (useStreamState.getState().cursor === undefined ? 'No chunk is chosen' : undefined);

export function chunkCommands(): Command[] {
  const onChunk = { group: 'Edit', scope: 'stream', unavailable: noChunk } as const;
  return [
    {
      ...onChunk,
      id: 'stream.snippet',
      title: 'Make a snippet of the selected bytes…',
      short: 'Make a snippet…',
      synonyms: ['keep', 'save bytes', 'template'],
      unavailable: () => (actedOn() ? undefined : 'Nothing is selected'),
      run: async () => {
        const draft = await draftOfActedOn();
        if (draft) openSnippetDialog(draft);
      },
    },
    {
      ...onChunk,
      id: 'stream.compare',
      get title() {
        const first = comparedWith();
        return first === undefined ? 'Compare with another chunk…' : `Compare with chunk ${first}`;
      },
      synonyms: ['diff', 'difference'],
      run: () => {
        const { cursor } = useStreamState.getState();
        const first = comparedWith();
        if (cursor === undefined) return;
        if (first === undefined) setCompare(cursor);
        else setCompare(undefined, [first, cursor]);
      },
    },
    {
      ...onChunk,
      id: 'stream.compareAnew',
      title: 'Compare another chunk instead',
      synonyms: ['diff'],
      unavailable: () => noChunk() ?? (comparedWith() === undefined ? 'Nothing is compared yet' : undefined),
      run: () => setCompare(useStreamState.getState().cursor),
    },
  ];
}
