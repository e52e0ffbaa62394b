import { builtInSnippets, byFolder, draftOfSnippet } from '../../../shared/compose/snippets.ts';
import type { Snippet } from '../../../shared/contract/document.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { draftOf, setDraft } from '../../state/drafts.ts';
import { useLab } from '../../state/lab-store.ts';
import { Button } from '../../ui/button.tsx';
import { MenuButton, type MenuEntry } from '../../ui/menu.tsx';
import { openComposerDialog, openSnippetDialog } from './composer-dialogs.ts';

/** Puts a snippet into the Composer of a socket. Its files are picked by a person, whatever was picked for another template. */
export const putSnippet = (socketId: SocketId, snippet: Snippet) =>
  setDraft(socketId, { ...draftOfSnippet(snippet), files: new Map(), fresh: true });

/** The snippets of the lab and the built-in ones, by folder; and keeping what is written as one. */
export function SnippetsMenu({ socketId }: { socketId: SocketId }) {
  const snippets = useLab((s) => s.lab.document.snippets);
  const item = (snippet: Snippet): MenuEntry => ({
    kind: 'item',
    title: snippet.name,
    onSelect: () => putSnippet(socketId, snippet),
  });
  const folders = (list: readonly Snippet[]): MenuEntry[] =>
    byFolder(list).flatMap(([folder, inside]): MenuEntry[] =>
      folder === '' ? inside.map(item) : [{ kind: 'submenu', title: folder, entries: inside.map(item) }],
    );
  const nothing = draftOf(socketId).text === '' ? 'Nothing is written' : undefined;
  const entries: MenuEntry[] = [
    ...folders(snippets.slice(0, 200)),
    ...(snippets.length > 0 ? [{ kind: 'separator' } as const] : []),
    ...folders(builtInSnippets),
    { kind: 'separator' },
    {
      kind: 'item',
      title: 'Save as snippet…',
      unavailable: nothing,
      onSelect: () => openSnippetDialog(draftOf(socketId)),
    },
    { kind: 'item', title: 'All snippets…', onSelect: () => openComposerDialog({ kind: 'snippets' }) },
  ];
  return (
    <MenuButton
      trigger={
        <Button small look="quiet" testId="snippets">
          Snippets ▾
        </Button>
      }
      entries={entries}
    />
  );
}
