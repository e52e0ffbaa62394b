import { notify } from '../../state/notices.ts';

/** Copies a text and says so; one that cannot be copied is shown. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify('info', 'Copied.', text);
  } catch {
    notify('problem', 'The text could not be copied.', text);
  }
}
