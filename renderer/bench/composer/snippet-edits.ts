// Edits of the lab's snippets, each of which can be undone.
import type { Snippet } from '../../../shared/contract/document.ts';
import type { Actions } from '../../actions/actions.ts';
import { useLab } from '../../state/lab-store.ts';
import { edit } from '../../state/undo.ts';

export const snippetsNow = () => useLab.getState().lab.document.snippets;

async function put(actions: Actions, title: string, change: (now: readonly Snippet[]) => Snippet[]): Promise<void> {
  await actions.caller.forWindow(() =>
    edit(title, async () => {
      const before = [...snippetsNow()];
      await actions.call('document.update', { snippets: change(before) });
      return () => actions.call('document.update', { snippets: before });
    }),
  );
}

/** Adds a snippet, or puts it in the place of another. */
export const saveSnippet = (actions: Actions, snippet: Snippet, replaces?: number) =>
  put(actions, `${replaces === undefined ? 'Add' : 'Change'} snippet “${snippet.name}”`, (now) =>
    replaces === undefined ? [...now, snippet] : now.map((one, i) => (i === replaces ? snippet : one)),
  );

export const removeSnippet = (actions: Actions, at: number) =>
  put(actions, `Delete snippet “${snippetsNow()[at]?.name ?? ''}”`, (now) => now.filter((_, i) => i !== at));
