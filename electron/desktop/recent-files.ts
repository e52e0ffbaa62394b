// The list behind File ▸ Open Recent. Our own: only macOS and Windows keep one, and neither lets it be read.
import path from 'node:path';

export const MOST_RECENT = 10;

/** The list with a file on top, once. */
export function withRecent(files: readonly string[], file: string): string[] {
  return [file, ...files.filter((other) => other !== file)].slice(0, MOST_RECENT);
}

/**
 * Titles for the menu: the name, and the folder where two have the same one. An ampersand would be taken for a mnemonic
 * and is doubled.
 */
export function recentTitles(files: readonly string[]): { readonly file: string; readonly title: string }[] {
  return files.map((file) => {
    const name = path.basename(file);
    const alone = files.filter((other) => path.basename(other) === name).length === 1;
    return { file, title: (alone ? name : `${name} — ${path.dirname(file)}`).replaceAll('&', '&&') };
  });
}
