// The files of a template: picked by a person under a name, kept in this page, inserted byte by byte where {{file:name}} stands.
import { X } from 'lucide-react';
import type { RefObject } from 'react';
import { MOST_FILE_BYTES, tooLarge } from '../../../shared/compose/template.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { formatBytes } from '../../../shared/format.ts';
import { draftOf, type KeptDraft, setDraft } from '../../state/drafts.ts';
import { notify } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import style from './composer.module.css';

/** Lets a person pick a file and keeps its bytes under a name; without a name under its own. Answers the name. */
async function pickFor(socketId: SocketId, given?: string): Promise<string | undefined> {
  const file = await anyFile();
  if (!file) return undefined;
  const name = given ?? (file.name.replace(/[{}]/gu, '_').trim() || 'file');
  try {
    if (file.size > MOST_FILE_BYTES) throw new Error(tooLarge(file.name, file.size));
    const bytes = new Uint8Array(await file.arrayBuffer());
    setDraft(socketId, { files: new Map(draftOf(socketId).files).set(name, bytes) });
    return name;
  } catch (error) {
    notify('problem', 'The file was not taken.', (error as Error).message);
    return undefined;
  }
}

function anyFile(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

/** Mends “No file was picked as …”. */
export function PickFile({ socketId, name }: { socketId: SocketId; name: string }) {
  return (
    <Button small testId="template-pick" onClick={() => void pickFor(socketId, name)}>
      Pick a file…
    </Button>
  );
}

interface FilesProps {
  readonly socketId: SocketId;
  readonly draft: KeptDraft;
  readonly input: RefObject<HTMLTextAreaElement | null>;
}

/** What was picked for the template, and a way to insert one more. */
export function TemplateFiles({ socketId, draft, input }: FilesProps) {
  async function insert(): Promise<void> {
    const name = await pickFor(socketId);
    const field = input.current;
    if (name === undefined || !field) return;
    const { text } = draftOf(socketId);
    const [from, to] = [field.selectionStart, field.selectionEnd];
    setDraft(socketId, { text: `${text.slice(0, from)}{{file:${name}}}${text.slice(to)}` });
    field.focus();
  }
  function remove(name: string): void {
    const files = new Map(draft.files);
    files.delete(name);
    setDraft(socketId, { files });
  }
  return (
    <div className={style.files} data-testid="template-files">
      <Button small testId="template-insert" onClick={() => void insert()}>
        Insert a file…
      </Button>
      {[...draft.files].map(([name, bytes]) => (
        <span key={name} className={style.picked}>
          {name} · {formatBytes(bytes.length)}
          <Button
            small
            look="quiet"
            icon={<X size={12} aria-hidden />}
            label={`Take ${name} away`}
            onClick={() => remove(name)}
          />
        </span>
      ))}
    </div>
  );
}
