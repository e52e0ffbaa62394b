import { type KeyboardEvent, useState } from 'react';
import { endingTitles } from '../../../shared/compose/compose.ts';
import { escapeText } from '../../../shared/compose/escapes.ts';
import { type HistoryEntry, searchHistory } from '../../../shared/compose/history.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes } from '../../../shared/format.ts';
import { endpointOf, setDraft } from '../../state/drafts.ts';
import { useHistory } from '../../state/send-history.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { clockText } from '../stream/chunk-row.tsx';
import style from './composer-dialogs.module.css';
import { closeComposerDialog } from './composer-dialogs.ts';

const results = { sent: 'sent', queued: 'queued', failed: 'failed' } as const;

/** What was sent to this endpoint before, newest first, with a search. */
export function HistoryDialog({ socket }: { socket: Socket }) {
  const entries = useHistory(endpointOf(socket));
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const found = searchHistory(entries, words);
  const chosen = found[Math.min(at, found.length - 1)];
  const take = (entry: HistoryEntry | undefined) => {
    if (entry) setDraft(socket.socketId, { ...entry.draft, fresh: true });
    closeComposerDialog();
  };
  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    setAt((now) => Math.max(0, Math.min(found.length - 1, now + by)));
  }
  return (
    <Dialog
      title="Sent before"
      testId="history-dialog"
      onClose={closeComposerDialog}
      onSubmit={() => take(chosen)}
      footer={
        <>
          <Button onClick={closeComposerDialog}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            unavailable={chosen ? undefined : 'Nothing is chosen'}
            testId="history-take"
          >
            Put into the Composer
          </Button>
        </>
      }
    >
      <input
        className={style.search}
        value={words}
        placeholder="Search"
        aria-label="Search what was sent"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? 'history-list' : undefined}
        aria-activedescendant={chosen ? `history-${found.indexOf(chosen)}` : undefined}
        data-testid="history-search"
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 ? (
        <p className={style.none}>
          {entries.length === 0 ? 'Nothing was sent to this endpoint yet.' : 'Nothing matches.'}
        </p>
      ) : (
        <div className={style.list} role="listbox" id="history-list" aria-label="Sent before">
          {found.map((entry, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field
            <div
              key={`${entry.at} ${entry.draft.text}`}
              id={`history-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={entry === chosen}
              className={style.entry}
              data-testid="history-entry"
              onClick={() => take(entry)}
            >
              <span className={style.entryText}>{escapeText(entry.draft.text).slice(0, 200)}</span>
              <span className={style.entryMeta}>
                {entry.draft.mode !== 'text' && `${entry.draft.mode} · `}
                {entry.draft.ending !== 'none' && `${endingTitles[entry.draft.ending]} · `}
                {formatBytes(entry.bytes)} · {entry.times > 1 && `${entry.times}× · `}
                {results[entry.result]} · {clockText(new Date(entry.at)).slice(0, 8)}
              </span>
            </div>
          ))}
        </div>
      )}
    </Dialog>
  );
}
