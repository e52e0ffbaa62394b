import { type ClipboardEvent, type KeyboardEvent, type ReactNode, type RefObject, useRef } from 'react';
import { utf8 } from '../../../shared/bytes.ts';
import { type Composed, hiddenCharacters, withEscapes } from '../../../shared/compose/compose.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { asciiOf } from '../../../shared/text/hex-dump.ts';
import { tokensOf } from '../../../shared/text/tokens.ts';
import { type KeptDraft, setDraft } from '../../state/drafts.ts';
import { notify } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { ControlChip } from '../../ui/control-chip.tsx';
import style from './composer.module.css';

export interface ComposerInputProps {
  readonly socketId: SocketId;
  readonly draft: KeptDraft;
  readonly composed: Composed;
  readonly label: string;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

const placeholders = {
  text: 'Type, then Enter',
  hex: '68 65 6c 6c 6f',
  base64: 'aGVsbG8=',
  template: 'message {{counter}} at {{iso}}\\n',
  file: '',
} as const;

/** The field that is typed into. What cannot be sent as it stands is underlined; what cannot be seen is shown below. */
export function ComposerInput({ socketId, draft, composed, label, input, onKeyDown }: ComposerInputProps) {
  const mirror = useRef<HTMLDivElement>(null);
  const { mode, text, escapes } = draft;
  const typed = mode === 'text' || mode === 'template';
  const hidden = typed ? hiddenCharacters(text) : [];

  /** Control characters that are pasted are made visible as escapes, where escapes count. */
  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    const pasted = event.clipboardData.getData('text');
    const controls = hiddenCharacters(pasted).filter((c) => c !== '\r');
    if (!typed || !escapes || controls.length === 0) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    const visible = withEscapes(pasted, false);
    setDraft(socketId, { text: text.slice(0, selectionStart) + visible + text.slice(selectionEnd) });
    notify(
      'info',
      `${controls.length} control characters were pasted as escapes.`,
      'They are sent as the bytes they are.',
    );
  }

  return (
    <div className={style.field}>
      <div ref={mirror} className={style.mirror} aria-hidden>
        {underlined(text, composed)}
      </div>
      <textarea
        ref={input}
        className={style.input}
        rows={1}
        value={text}
        spellCheck={false}
        aria-label={label}
        aria-invalid={composed.problems.length > 0}
        aria-describedby="composer-preview"
        placeholder={placeholders[mode]}
        data-testid="composer"
        onChange={(event) => setDraft(socketId, { text: event.target.value })}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
        onScroll={(event) => mirror.current?.scrollTo(0, event.currentTarget.scrollTop)}
      />
      {hidden.length > 0 && (
        <div className={style.hidden} data-testid="composer-controls">
          <span className={style.visible}>
            {tokensOf(utf8(text.slice(0, 400))).map((token, i) =>
              token.kind === 'text' ? (
                token.text
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no other name
                <ControlChip key={i} name={token.text} />
              ),
            )}
            {text.length > 400 && '…'}
          </span>
          <Button
            small
            onClick={() => setDraft(socketId, { text: withEscapes(text, escapes), escapes: true })}
            testId="write-as-escapes"
          >
            Write as escapes
          </Button>
        </div>
      )}
      {mode === 'hex' && composed.bytes.length > 0 && (
        <div className={style.gutter} data-testid="composer-ascii" title="As ASCII">
          {asciiOf(composed.bytes.subarray(0, 120))}
          {composed.bytes.length > 120 && '…'}
        </div>
      )}
    </div>
  );
}

/** The same text as in the field, with lines under what is wrong in it. */
function underlined(text: string, { problems }: Composed): ReactNode {
  const wrong = problems.filter(({ at, length }) => at >= 0 && length > 0).toSorted((a, b) => a.at - b.at);
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { at, length } of wrong) {
    if (at < end) continue;
    parts.push(text.slice(end, at), <mark key={at}>{text.slice(at, at + length)}</mark>);
    end = at + length;
  }
  return [...parts, text.slice(end)];
}
