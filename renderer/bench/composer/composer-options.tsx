import { type ComposeMode, type Draft, type Ending, endingTitles } from '../../../shared/compose/compose.ts';
import { encodingTitles, type TextEncoding } from '../../../shared/compose/encodings.ts';
import { placeholders } from '../../../shared/compose/template.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { type KeptDraft, setDraft } from '../../state/drafts.ts';
import { type End, speakAs } from '../../state/view-store.ts';
import style from './composer.module.css';
import { type ComposerPlace, FormToggle } from './form-toggle.tsx';

const modes: Readonly<Record<ComposeMode, string>> = {
  text: 'Text',
  hex: 'Hex',
  base64: 'Base64',
  file: 'File',
  template: 'Template',
};
const ways: Readonly<Record<Draft['writeAs'], string>> = {
  one: 'One write',
  lines: 'One write per line',
  bytes: 'Every N bytes',
};

interface OptionsProps {
  readonly socket: Socket;
  readonly both: boolean;
  readonly draft: KeptDraft;
  readonly place: ComposerPlace;
}

/** How what is typed becomes bytes, and in how many writes they leave. */
export function ComposerOptions({ socket, both, draft, place }: OptionsProps) {
  const { socketId } = socket;
  const { mode } = draft;
  const set = (change: Partial<KeptDraft>) => setDraft(socketId, change);
  const typed = mode === 'text' || mode === 'template';
  return (
    <div className={style.options}>
      <span className={style.inline}>
        Speak as
        <SpeakAs socket={socket} both={both} />
      </span>
      <label>
        Format
        <select
          value={mode}
          data-testid="compose-mode"
          onChange={(event) => set({ mode: event.target.value as ComposeMode })}
        >
          {Object.entries(modes).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {typed && (
        <>
          <select
            aria-label="Encoding"
            value={draft.encoding}
            data-testid="compose-encoding"
            onChange={(event) => set({ encoding: event.target.value as TextEncoding })}
          >
            {Object.entries(encodingTitles).map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
          <label title="\n \r \t \0 \\ \xHH \u{H…}">
            <input
              type="checkbox"
              checked={draft.escapes}
              data-testid="compose-escapes"
              onChange={(event) => set({ escapes: event.target.checked })}
            />
            Escapes
          </label>
        </>
      )}
      {mode !== 'file' && <EndingChoice draft={draft} set={set} />}
      {mode !== 'file' && <WriteChoice draft={draft} set={set} />}
      {mode !== 'file' && (
        <label>
          <input
            type="checkbox"
            checked={draft.keep}
            data-testid="compose-keep"
            onChange={(event) => set({ keep: event.target.checked })}
          />
          Keep text
        </label>
      )}
      {mode === 'template' && (
        <span className={style.help} title={placeholders.map(({ name, help }) => `{{${name}}}: ${help}`).join('\n')}>
          {placeholders.map(({ name }) => `{{${name}}}`).join(' ')}
        </span>
      )}
      <FormToggle place={place} />
    </div>
  );
}

/** Which of the two ends is spoken as. */
export function SpeakAs({ socket, both }: { socket: Socket; both: boolean }) {
  const { socketId, peerSocketId, origin } = socket;
  const accepted = origin === 'accepted';
  return (
    <select
      aria-label="Speak as"
      value={accepted ? 'server' : 'client'}
      disabled={!both}
      data-testid="speak-as"
      onChange={(event) => speakAs(event.target.value as End)}
    >
      <option value="client">Client #{accepted ? (peerSocketId ?? '') : socketId}</option>
      <option value="server">Server #{accepted ? socketId : (peerSocketId ?? '')}</option>
    </select>
  );
}

/** What of the options is not as usual, in few words; undefined where all of it is. */
export function unusualOptions({ mode, encoding, ending, writeAs }: KeptDraft): string | undefined {
  const words = [
    mode !== 'text' && modes[mode],
    (mode === 'text' || mode === 'template') && encoding !== 'utf8' && encodingTitles[encoding],
    mode !== 'file' && ending !== 'none' && (ending === 'custom' ? 'custom ending' : endingTitles[ending]),
    mode !== 'file' && writeAs !== 'one' && 'several writes',
  ].filter((word) => word !== false);
  return words.length > 0 ? words.join(' · ') : undefined;
}

interface ChoiceProps {
  readonly draft: KeptDraft;
  readonly set: (change: Partial<KeptDraft>) => void;
}

function EndingChoice({ draft, set }: ChoiceProps) {
  return (
    <label>
      Ending
      <select
        value={draft.ending}
        data-testid="compose-ending"
        onChange={(event) => set({ ending: event.target.value as Ending })}
      >
        {Object.entries(endingTitles).map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
      {draft.ending === 'custom' && (
        <input
          className={style.short}
          aria-label="Custom ending, with escapes"
          placeholder="\x03"
          value={draft.custom}
          data-testid="compose-custom"
          onChange={(event) => set({ custom: event.target.value })}
        />
      )}
    </label>
  );
}

function WriteChoice({ draft, set }: ChoiceProps) {
  const digits = (text: string, most: number) => Math.min(most, Number(text.replace(/\D/gu, '')) || 0);
  return (
    <>
      <label title="TCP keeps no borders between writes: this is how to see it">
        Write as
        <select
          value={draft.writeAs}
          data-testid="compose-writes"
          onChange={(event) => set({ writeAs: event.target.value as Draft['writeAs'] })}
        >
          {Object.entries(ways).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {draft.writeAs === 'bytes' && (
        <label>
          N
          <input
            className={style.number}
            aria-label="Bytes in each write"
            inputMode="numeric"
            value={draft.everyBytes || ''}
            data-testid="compose-every"
            onChange={(event) => set({ everyBytes: digits(event.target.value, 1e9) })}
          />
        </label>
      )}
      {draft.writeAs !== 'one' && (
        <label>
          Gap
          <input
            className={style.number}
            aria-label="Milliseconds between two writes"
            inputMode="numeric"
            placeholder="0"
            value={draft.gapMs || ''}
            data-testid="compose-gap"
            onChange={(event) => set({ gapMs: digits(event.target.value, 86_400_000) })}
          />
          ms
        </label>
      )}
    </>
  );
}
