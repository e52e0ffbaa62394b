// Where the page's messages arrive that are not about the contract. Each is checked for its sender and for its shape.
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'; // types only
import * as v from 'valibot';
import { pageAsks, pageTells, type ShellAnswer, type ShellTells } from '../../shared/desktop/messages.ts';
import { PAGE_ASKS, PAGE_TELLS, SHELL_TELLS } from './channels.ts';
import type { Senders } from './senders.ts';

export type Told = v.InferOutput<typeof pageTells>;
export type Asked = v.InferOutput<typeof pageAsks>;

export interface Desk {
  readonly told: (message: Told) => void;
  /** What it rejects with is answered as a problem, in words. */
  readonly asked: (question: Asked) => Promise<ShellAnswer>;
}

/** Listens to the page. */
export function openDesk(ipc: Pick<IpcMain, 'on' | 'handle'>, senders: Senders, desk: Desk): void {
  ipc.on(PAGE_TELLS, (event: IpcMainEvent, text: unknown) => {
    const message = senders.isOurs(event) && read(pageTells, text);
    if (message) desk.told(message);
  });
  ipc.handle(PAGE_ASKS, async (event: IpcMainInvokeEvent, text: unknown): Promise<string> => {
    if (!senders.isOurs(event)) throw new Error('This page may not ask.');
    const question = read(pageAsks, text);
    const answer = question
      ? await desk.asked(question).catch((error: Error) => ({ problem: error.message }))
      : { problem: 'The question was not understood.' };
    return JSON.stringify(answer);
  });
}

/** Tells the page something; a page that is not there hears nothing. */
export function tellPage(contents: WebContents, message: ShellTells): void {
  if (!contents.isDestroyed()) contents.send(SHELL_TELLS, JSON.stringify(message));
}

/** A message of the page; undefined, and a line on stderr, for what is none: that is a bug of ours, or an attack. */
function read<S extends v.GenericSchema>(schema: S, text: unknown): v.InferOutput<S> | undefined {
  const parsed = v.safeParse(schema, parsedJson(text));
  if (parsed.success) return parsed.output;
  process.stderr.write(`A message of the page was not understood: ${parsed.issues[0].message}\n`);
  return undefined;
}

function parsedJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
