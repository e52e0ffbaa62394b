// Snippets: what is worth sending again. The built-in ones are the same in every lab; a lab's own are in its file.
import type { Snippet } from '../contract/document.ts';
import { blankDraft, type Draft } from './compose.ts';

const folder = 'Built in';
export const builtInSnippets: readonly Snippet[] = [
  {
    name: 'HTTP GET',
    folder,
    tags: ['http'],
    mode: 'text',
    text: 'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n',
  },
  { name: 'SMTP EHLO', folder, tags: ['smtp'], mode: 'text', text: 'EHLO client.example', ending: 'crlf' },
  { name: 'Redis PING', folder, tags: ['redis'], mode: 'text', text: '*1\\r\\n$4\\r\\nPING\\r\\n' },
  { name: 'Line of CRLF', folder, tags: ['framing'], mode: 'hex', text: '0d 0a' },
  { name: '1 MB of zeros', folder, tags: ['load'], mode: 'hex', text: '00*1000000' },
  { name: 'Invalid UTF-8', folder, tags: ['encoding'], mode: 'hex', text: 'c3 28 ff fe 80 e2 82' },
  { name: 'Byte order mark (UTF-8)', folder, tags: ['encoding'], mode: 'hex', text: 'ef bb bf' },
];

/** What a snippet puts into the Composer. Settings it says nothing about are the usual ones, not those of the last draft. */
export function draftOfSnippet(
  snippet: Snippet,
): Pick<Draft, 'mode' | 'text' | 'escapes' | 'encoding' | 'ending' | 'custom'> {
  const { mode, text, escapes = true, encoding = 'utf8', ending = 'none', custom = '' } = snippet;
  return { mode, text, escapes, encoding, ending, custom };
}

/** A snippet of a draft. A file is no snippet: undefined. */
export function snippetOfDraft(
  { mode, text, escapes, encoding, ending, custom }: Draft,
  { name, folder: inFolder, tags }: Pick<Snippet, 'name' | 'folder' | 'tags'>,
): Snippet | undefined {
  if (mode === 'file') return undefined;
  return {
    name,
    ...(inFolder && { folder: inFolder }),
    ...(tags && tags.length > 0 && { tags }),
    mode,
    text,
    ...(escapes !== blankDraft.escapes && { escapes }),
    ...(encoding !== blankDraft.encoding && { encoding }),
    ...(ending !== blankDraft.ending && { ending }),
    ...(ending === 'custom' && { custom }),
  };
}

/** Snippets by folder, both in alphabetical order; those without a folder first. */
export function byFolder(snippets: readonly Snippet[]): readonly (readonly [folder: string, readonly Snippet[]])[] {
  const folders = new Map<string, Snippet[]>();
  for (const snippet of snippets) {
    const name = snippet.folder ?? '';
    folders.set(name, [...(folders.get(name) ?? []), snippet]);
  }
  return [...folders]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, list]) => [name, list.toSorted((a, b) => a.name.localeCompare(b.name))]);
}

/** The snippets that a search finds: each word in the name, the folder, a tag or the text. */
export function searchSnippets(snippets: readonly Snippet[], words: string): readonly Snippet[] {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  return snippets.filter(({ name, folder: inFolder = '', tags = [], text }) => {
    const all = [name, inFolder, ...tags, text].join('\n').toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}
