import { type KeyboardEvent, useEffect, useRef } from 'react';
import { toBase64, toHex } from '../../../shared/bytes.ts';
import { type ComposeMode, compose, type Ending, endingTitles } from '../../../shared/compose/compose.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes } from '../../../shared/format.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { draftOf, setDraft, useDraft } from '../../state/drafts.ts';
import { type End, speakAs, useView } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import style from './composer.module.css';

const SHOWN_BYTES = 24;

/** Speaks as one end: what is typed, the exact bytes it stands for, and the ways to send them. */
export function Composer({ socket, both }: { socket: Socket; both: boolean }) {
  const { socketId } = socket;
  const actions = useActions();
  const end = useView((s) => s.end);
  const draft = useDraft(socketId);
  const composed = compose(draft);
  const input = useRef<HTMLTextAreaElement>(null);
  const reason = whyNotSend(socket);
  const [problem] = composed.problems;

  // A connection that was just opened is there to be talked on.
  useEffect(() => {
    if (!draftOf(socketId).fresh) return;
    setDraft(socketId, { fresh: false });
    input.current?.focus();
    input.current?.select();
  }, [socketId]);

  async function send(thenEnd: boolean): Promise<void> {
    if (reason !== undefined || problem) return;
    const sent = await actions.sockets.send(socketId, toBase64(composed.bytes), thenEnd);
    if (sent && !draft.keep) setDraft(socketId, { text: '' });
    input.current?.focus();
  }

  /** Enter sends one line; with more lines it makes another, and Mod+Enter sends. Mod+Shift+Enter finishes too. */
  function onKeyDown(event: KeyboardEvent): void {
    const mod = event.ctrlKey || event.metaKey;
    if (event.key !== 'Enter' || (!mod && (event.shiftKey || draft.text.includes('\n')))) return;
    event.preventDefault();
    void send(mod && event.shiftKey);
  }

  return (
    <section className={style.composer} aria-label="Composer" data-testid="composer-pane">
      <div className={style.options}>
        <label>
          Speak as
          <select
            value={socket.origin === 'accepted' ? 'server' : 'client'}
            disabled={!both}
            data-testid="speak-as"
            onChange={(event) => speakAs(event.target.value as End)}
          >
            <option value="client">Client</option>
            <option value="server">Server</option>
          </select>
        </label>
        <label>
          Format
          <select
            value={draft.mode}
            data-testid="compose-mode"
            onChange={(event) => setDraft(socketId, { mode: event.target.value as ComposeMode })}
          >
            <option value="text">Text</option>
            <option value="hex">Hex</option>
          </select>
        </label>
        <label>
          Ending
          <select
            value={draft.ending}
            data-testid="compose-ending"
            onChange={(event) => setDraft(socketId, { ending: event.target.value as Ending })}
          >
            {Object.entries(endingTitles).map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
        {draft.mode === 'text' && (
          <label title="\n \r \t \0 \\ \xHH \u{H…}">
            <input
              type="checkbox"
              checked={draft.escapes}
              onChange={(event) => setDraft(socketId, { escapes: event.target.checked })}
            />
            Escapes
          </label>
        )}
        <label>
          <input
            type="checkbox"
            checked={draft.keep}
            onChange={(event) => setDraft(socketId, { keep: event.target.checked })}
          />
          Keep text
        </label>
      </div>
      <div className={style.line}>
        <textarea
          ref={input}
          className={style.input}
          rows={1}
          value={draft.text}
          spellCheck={false}
          aria-label={`Bytes to send as ${end}`}
          aria-invalid={problem !== undefined}
          aria-describedby="composer-preview"
          placeholder={draft.mode === 'hex' ? '68 65 6c 6c 6f' : 'Type, then Enter'}
          data-testid="composer"
          onChange={(event) => setDraft(socketId, { text: event.target.value })}
          onKeyDown={onKeyDown}
        />
        <Button
          look="primary"
          testId="send"
          unavailable={reason ?? problem?.message}
          title="Send (Enter). Sent bytes cannot be recalled."
          onClick={() => void send(false)}
        >
          Send
        </Button>
        <Button
          testId="send-finish"
          unavailable={reason ?? problem?.message}
          title="Send, then finish sending: FIN after the bytes (Mod+Shift+Enter)"
          onClick={() => void send(true)}
        >
          Send + finish
        </Button>
      </div>
      <div className={style.bottom}>
        {reason !== undefined ? (
          <span className={style.reason} id="composer-preview" data-testid="composer-reason">
            {reason}
          </span>
        ) : problem ? (
          <span className={style.problem} id="composer-preview" data-testid="composer-problem">
            {problem.message}
            {problem.fixes.map((fix) => (
              <Button key={fix.title} small onClick={() => setDraft(socketId, { text: fix.text })}>
                {fix.title}
              </Button>
            ))}
          </span>
        ) : (
          <span className={style.preview} id="composer-preview" data-testid="composer-preview" title={composed.notice}>
            {previewText(composed.bytes)}
            {composed.notice && ` · ${composed.notice}`}
          </span>
        )}
      </div>
    </section>
  );
}

/** Why this end cannot send now; undefined when it can. */
function whyNotSend({ state, readyState }: Socket): string | undefined {
  if (state === 'created') return 'Dial first: a socket that was never dialled cannot send.';
  if (isOver(state)) return 'This end is closed. Dial again, or speak on another connection.';
  if (readyState === 'readOnly') return 'This end has finished sending. A FIN is a promise to send nothing more.';
  return readyState === 'closed' ? 'This end is closing.' : undefined;
}

/** The exact bytes and their number; of many the first and the last. */
function previewText(bytes: Uint8Array): string {
  const count = bytes.length < 1000 ? `${bytes.length} bytes` : `${bytes.length} bytes (${formatBytes(bytes.length)})`;
  if (bytes.length === 0) return count;
  const hex =
    bytes.length <= SHOWN_BYTES
      ? toHex(bytes, ' ')
      : `${toHex(bytes.subarray(0, SHOWN_BYTES - 8), ' ')} … ${toHex(bytes.subarray(-8), ' ')}`;
  return `${count} · ${hex.toUpperCase()}`;
}
