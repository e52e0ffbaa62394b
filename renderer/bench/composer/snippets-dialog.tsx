import { useState } from 'react';
import { escapeText } from '../../../shared/compose/escapes.ts';
import { builtInSnippets, byFolder, draftOfSnippet, searchSnippets } from '../../../shared/compose/snippets.ts';
import type { Snippet } from '../../../shared/contract/document.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useLab } from '../../state/lab-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import style from './composer-dialogs.module.css';
import { closeComposerDialog, openSnippetDialog } from './composer-dialogs.ts';
import { removeSnippet } from './snippet-edits.ts';
import { putSnippet } from './snippets-menu.tsx';

/** All snippets, with a search over names, folders, tags and content; those of the lab can be changed and deleted. */
export function SnippetsDialog({ socketId }: { socketId: SocketId }) {
  const own = useLab((s) => s.lab.document.snippets);
  const [words, setWords] = useState('');
  const found = searchSnippets([...own, ...builtInSnippets], words);
  const take = (snippet: Snippet) => {
    putSnippet(socketId, snippet);
    closeComposerDialog();
  };
  return (
    <Dialog
      title="Snippets"
      testId="snippets-dialog"
      onClose={closeComposerDialog}
      onSubmit={() => found[0] && take(found[0])}
      footer={<Button onClick={closeComposerDialog}>Close</Button>}
    >
      <input
        className={style.search}
        value={words}
        placeholder="Search names, folders, tags and content"
        aria-label="Search snippets"
        data-testid="snippets-search"
        onChange={(event) => setWords(event.target.value)}
      />
      {found.length === 0 && <p className={style.none}>Nothing matches.</p>}
      <div className={style.list}>
        {byFolder(found).map(([folder, list]) => (
          <section key={folder} aria-label={folder || 'Without a folder'}>
            {folder !== '' && <h3 className={style.folder}>{folder}</h3>}
            {list.map((snippet) => (
              <SnippetRow
                key={`${snippet.name} ${own.indexOf(snippet)} ${snippet.text.slice(0, 40)}`}
                snippet={snippet}
                at={own.indexOf(snippet)}
                onTake={() => take(snippet)}
              />
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function SnippetRow({ snippet, at, onTake }: { snippet: Snippet; at: number; onTake: () => void }) {
  const actions = useActions();
  const { name, tags = [], mode, text } = snippet;
  return (
    <div className={style.snippet} data-testid="snippet">
      <div className={style.snippetWords}>
        <strong>{name}</strong> <span className={style.entryMeta}>{[mode, ...tags].join(' · ')}</span>
        <div className={style.entryText}>{escapeText(text).slice(0, 160)}</div>
      </div>
      <Button small onClick={onTake}>
        Use
      </Button>
      {at >= 0 && (
        <>
          <Button small look="quiet" onClick={() => openSnippetDialog(draftOfSnippet(snippet), at)}>
            Change…
          </Button>
          <Button small look="quiet" onClick={() => void removeSnippet(actions, at)}>
            Delete
          </Button>
        </>
      )}
    </div>
  );
}
