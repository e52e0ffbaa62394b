// Files the way a page can have them: picked by a person, downloaded, or written through a handle where the browser has
// such a thing (File System Access). In the desktop app the same ways open the system's own dialogs.

/** What is used of a file handle. */
export interface FileHandle {
  readonly name: string;
  getFile(): Promise<File>;
  createWritable(): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }>;
}
interface Pickers {
  showSaveFilePicker?(options: object): Promise<FileHandle>;
}

export const EXTENSION = '.socketlab';
const types = [{ description: 'Socket Lab file', accept: { 'application/json': [EXTENSION] } }];

/** A name for a file out of a name for a lab: without what file systems do not take. */
export const fileNameFor = (lab: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is to be left out
  `${lab.replace(/[\u0000-\u001f\u007f/\\:*?"<>|]+/gu, '-').replace(/^[.\s]+|[.\s]+$/gu, '') || 'Untitled'}${EXTENSION}`;

/** What a lab in a file of this name is called. */
export const labNameFor = (file: string) => file.replace(/\.socketlab$/iu, '').slice(0, 255) || 'Untitled';

/** Lets a person pick a file; undefined when none was picked. */
export function pickFile(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = `${EXTENSION},application/json`;
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

/** Whether files can be written where they were picked. Not in the desktop app, where the permission is refused. */
export const canPickToSave = () => !window.socketLab && typeof (window as Pickers).showSaveFilePicker === 'function';

/** Lets a person say where to save; undefined when they did not. */
export async function pickToSave(suggestedName: string): Promise<FileHandle | undefined> {
  try {
    return await (window as Pickers).showSaveFilePicker?.({ suggestedName, types });
  } catch (error) {
    if ((error as DOMException).name === 'AbortError') return undefined;
    throw error;
  }
}

export async function writeTo(handle: FileHandle, text: string): Promise<void> {
  const writable = await handle.createWritable();
  await writable.write(text);
  await writable.close();
}

/** Hands a text out as a download. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 0); // the download has begun by then
}
