import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { compose } from '../../../shared/compose/compose.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { draftOf, endpointOf, type KeptDraft, setDraft, useDraft } from '../../state/drafts.ts';
import { historyOf } from '../../state/send-history.ts';
import { useView } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { useBroadcastTargets } from './broadcast.ts';
import { BytesDialog } from './bytes-dialog.tsx';
import style from './composer.module.css';
import { openComposerDialog, useComposerDialog } from './composer-dialogs.ts';
import { ComposerInput } from './composer-input.tsx';
import { ComposerOptions, SpeakAs, unusualOptions } from './composer-options.tsx';
import { showComposer } from './composer-shown.ts';
import { FilePanel } from './file-panel.tsx';
import { type ComposerPlace, FormToggle, useComposerForm } from './form-toggle.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { PreviewStrip } from './preview-strip.tsx';
import { RepeatDialog } from './repeat-dialog.tsx';
import { factsFor, plainDraft, sendDraft } from './sending.ts';
import { SnippetDialog } from './snippet-dialog.tsx';
import { SnippetsDialog } from './snippets-dialog.tsx';
import { SnippetsMenu } from './snippets-menu.tsx';
import { PickFile, TemplateFiles } from './template-files.tsx';
import { WhyNot } from './why-not.tsx';
import { whyNotSend } from './why-not-send.ts';

/** Speaks as one end: what is typed, the exact bytes it stands for, and the ways to send them. */
export function Composer({ socket, both, place }: { socket: Socket; both: boolean; place: ComposerPlace }) {
  const line = useComposerForm(place) === 'line';
  const { socketId } = socket;
  const actions = useActions();
  const end = useView((s) => s.end);
  const draft = useDraft(socketId);
  const composed = useMemo(() => compose(draft, factsFor(draft)), [draft]);
  const input = useRef<HTMLTextAreaElement>(null);
  const targets = useBroadcastTargets(socketId);
  const reason = targets.length > 1 ? undefined : whyNotSend(socket);
  const [problem] = composed.problems;
  const history = useRef<{ at: number; kept: string } | undefined>(undefined);

  // A connection that was just opened is there to be talked on, and so is what was just put into the field.
  useEffect(() => {
    if (!draft.fresh) return;
    setDraft(socketId, { fresh: false });
    input.current?.focus();
    input.current?.select();
  }, [socketId, draft.fresh]);

  async function send(thenEnd: boolean): Promise<void> {
    if (reason !== undefined || draftOf(socketId).mode === 'file') return;
    history.current = undefined;
    const ids: SocketId[] = targets.length > 1 ? [socketId, ...targets.filter((id) => id !== socketId)] : [socketId];
    await sendDraft(actions, ids, thenEnd);
    input.current?.focus();
  }
  const latest = useRef(send);
  latest.current = send;
  useEffect(() => showComposer({ socketId, send: (thenEnd) => latest.current(thenEnd) }), [socketId]);

  /** Enter sends one line; with more lines it makes another, and Mod+Enter sends. ↑ at the start goes back in history. */
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const mod = event.ctrlKey || event.metaKey;
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (mod || !(event.shiftKey || draft.text.includes('\n')))) {
      event.preventDefault();
      void send(mod && event.shiftKey);
    } else if (!mod && !event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      if (recall(event.key === 'ArrowUp' ? -1 : 1, event.currentTarget)) event.preventDefault();
    }
  }

  /** Steps through the history; answers whether it did. Up starts at the first position of the field only. */
  function recall(by: 1 | -1, field: HTMLTextAreaElement): boolean {
    const entries = historyOf(endpointOf(socket));
    const now = history.current;
    if (!now && (by === 1 || field.selectionStart !== 0 || field.selectionEnd !== 0 || entries.length === 0))
      return false;
    if (now && by === -1 && field.value.slice(0, field.selectionStart).includes('\n')) return false;
    const at = (now?.at ?? entries.length) + by;
    const kept = now?.kept ?? draft.text;
    if (at < 0) return true;
    history.current = at >= entries.length ? undefined : { at, kept };
    setDraft(socketId, at >= entries.length ? { text: kept } : { ...entries[at]?.draft });
    requestAnimationFrame(() => field.setSelectionRange(0, 0));
    return true;
  }

  const unavailable = reason ?? problem?.message;
  const broadcast = targets.length > 1 ? `Send to ${targets.length} connections` : undefined;
  const preview = <PreviewStrip composed={composed} sample={draft.mode === 'template' && draft.text.includes('{{')} />;
  return (
    <section
      className={style.composer}
      data-form={line ? 'line' : 'full'}
      data-mute={reason !== undefined}
      aria-label="Composer"
      data-testid="composer-pane"
    >
      {!line && <ComposerOptions socket={socket} both={both} draft={draft} place={place} />}
      <div className={style.line}>
        {line && <SpeakAs socket={socket} both={both} />}
        {line && <UnusualOptions draft={draft} />}
        {draft.mode === 'file' ? (
          <FilePanel socket={socket} unavailable={reason} />
        ) : (
          <>
            <ComposerInput
              socketId={socketId}
              draft={draft}
              composed={composed}
              label={`Bytes to send as ${end}`}
              input={input}
              onKeyDown={onKeyDown}
            />
            {line && reason === undefined && !problem && preview}
            <Button
              look="primary"
              testId="send"
              unavailable={unavailable}
              title="Send (Enter). Sent bytes cannot be recalled."
              onClick={() => void send(false)}
            >
              {broadcast ?? 'Send'}
            </Button>
            <Button
              testId="send-finish"
              unavailable={unavailable}
              title="Send, then finish sending: FIN after the bytes (Mod+Shift+Enter). Sent bytes cannot be recalled."
              onClick={() => void send(true)}
            >
              Send + finish
            </Button>
          </>
        )}
        {line && reason === undefined && <FormToggle place={place} />}
      </div>
      {draft.mode === 'template' && (!line || draft.files.size > 0) && (
        <TemplateFiles socketId={socketId} draft={draft} input={input} />
      )}
      {(!line || reason !== undefined || problem) && (
        <div className={style.bottom}>
          {reason !== undefined ? (
            <WhyNot socket={socket} reason={reason} both={both} />
          ) : draft.mode === 'file' ? null : problem ? (
            <span className={style.problem} id="composer-preview" data-testid="composer-problem">
              {problem.message}
              {problem.fixes.map((fix) => (
                <Button key={fix.title} small onClick={() => setDraft(socketId, { text: fix.text })}>
                  {fix.title}
                </Button>
              ))}
              {problem.file !== undefined && <PickFile socketId={socketId} name={problem.file} />}
            </span>
          ) : (
            preview
          )}
          {line && reason !== undefined && <FormToggle place={place} />}
          {!line && (
            <BottomActs
              socketId={socketId}
              draft={draft}
              empty={composed.bytes.length === 0}
              unavailable={unavailable}
            />
          )}
        </div>
      )}
      <Dialogs socket={socket} targets={targets} />
    </section>
  );
}

/** Says in the one-line form what the whole one would show of its options. */
function UnusualOptions({ draft }: { draft: KeptDraft }) {
  const words = unusualOptions(draft);
  if (words === undefined) return null;
  return (
    <span className={style.unusual} data-testid="composer-unusual">
      {words}
    </span>
  );
}

interface BottomProps {
  readonly socketId: SocketId;
  readonly draft: KeptDraft;
  readonly empty: boolean;
  readonly unavailable: string | undefined;
}

function BottomActs({ socketId, draft, empty, unavailable }: BottomProps) {
  return (
    <span className={style.bottomActs}>
      <Button small look="quiet" testId="history" onClick={() => openComposerDialog({ kind: 'history' })}>
        History
      </Button>
      <SnippetsMenu socketId={socketId} />
      <Button
        small
        look="quiet"
        testId="repeat"
        unavailable={
          draft.mode === 'file' ? 'A file is sent once' : (unavailable ?? (empty ? 'Nothing is written' : undefined))
        }
        onClick={() => openComposerDialog({ kind: 'repeat' })}
      >
        Repeat…
      </Button>
    </span>
  );
}

function Dialogs({ socket, targets }: { socket: Socket; targets: readonly SocketId[] }) {
  const dialog = useComposerDialog((s) => s.dialog);
  switch (dialog?.kind) {
    case 'history':
      return <HistoryDialog socket={socket} />;
    case 'snippets':
      return <SnippetsDialog socketId={socket.socketId} />;
    case 'save-snippet':
      return <SnippetDialog draft={plainDraft(dialog.draft)} replaces={dialog.replaces} />;
    case 'repeat':
      return <RepeatDialog socket={socket} targets={targets.length > 1 ? targets : [socket.socketId]} />;
    case 'bytes':
      return <BytesDialog bytes={dialog.bytes} />;
    default:
      return null;
  }
}
