import { useState } from 'react';
import type { Draft } from '../../../shared/compose/compose.ts';
import { snippetOfDraft } from '../../../shared/compose/snippets.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useLab } from '../../state/lab-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { closeComposerDialog } from './composer-dialogs.ts';
import { saveSnippet } from './snippet-edits.ts';

/** Keeps something as a snippet of the lab, or changes one. */
export function SnippetDialog({ draft, replaces }: { draft: Draft; replaces: number | undefined }) {
  const actions = useActions();
  const before = useLab((s) => (replaces === undefined ? undefined : s.lab.document.snippets[replaces]));
  const [name, setName] = useState(before?.name ?? '');
  const [folder, setFolder] = useState(before?.folder ?? '');
  const [tags, setTags] = useState(before?.tags?.join(', ') ?? '');
  const [text, setText] = useState(draft.text);
  const [wrong, setWrong] = useState(false);
  function save(): void {
    const snippet = snippetOfDraft(
      { ...draft, text },
      {
        name: name.trim(),
        folder: folder.trim(),
        tags: tags
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean),
      },
    );
    if (name.trim() === '' || !snippet) {
      setWrong(true);
      return;
    }
    void saveSnippet(actions, snippet, replaces);
    closeComposerDialog();
  }
  return (
    <Dialog
      title={replaces === undefined ? 'Save as snippet' : 'Change snippet'}
      testId="snippet-dialog"
      onClose={closeComposerDialog}
      onSubmit={save}
      footer={
        <>
          <Button onClick={closeComposerDialog}>Cancel</Button>
          <Button look="primary" type="submit" testId="snippet-save">
            Save
          </Button>
        </>
      }
    >
      <TextField
        title="Name"
        value={name}
        onChange={setName}
        testId="snippet-name"
        error={wrong && name.trim() === '' ? 'A snippet needs a name.' : undefined}
      />
      <TextField title="Folder" value={folder} onChange={setFolder} testId="snippet-folder" help="Optional." />
      <TextField
        title="Tags"
        value={tags}
        onChange={setTags}
        testId="snippet-tags"
        help="Optional, separated by commas."
      />
      <TextField
        title={`Content (${draft.mode})`}
        value={text}
        onChange={setText}
        multiline
        testId="snippet-text"
        help="Kept in the lab; it is in the lab file when that is saved."
      />
    </Dialog>
  );
}
