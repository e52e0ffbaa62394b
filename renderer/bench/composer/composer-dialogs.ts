// The dialogs of the Composer, opened from it and from elsewhere.
import { create } from 'zustand';
import { blankDraft, type Draft } from '../../../shared/compose/compose.ts';

export type ComposerDialog =
  | { readonly kind: 'history' }
  | { readonly kind: 'snippets' }
  | { readonly kind: 'save-snippet'; readonly draft: Draft; readonly replaces?: number }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

export const useComposerDialog = create<{ readonly dialog: ComposerDialog | undefined }>()(() => ({
  dialog: undefined,
}));
export const openComposerDialog = (dialog: ComposerDialog) => useComposerDialog.setState({ dialog });
export const closeComposerDialog = () => useComposerDialog.setState({ dialog: undefined });

/** Asks for a name and keeps something as a snippet. */
export const openSnippetDialog = (draft: Partial<Draft>, replaces?: number) =>
  openComposerDialog({
    kind: 'save-snippet',
    draft: { ...blankDraft, ...draft },
    ...(replaces !== undefined && { replaces }),
  });
