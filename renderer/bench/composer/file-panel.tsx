import { type DragEvent, useRef, useState } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatRate } from '../../../shared/format.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useLab } from '../../state/lab-store.ts';
import { type FileRun, forgetFile, useRunning } from '../../state/running.ts';
import { Button } from '../../ui/button.tsx';
import style from './composer.module.css';
import { runningFile, sendPath, sendUpload } from './file-upload.ts';

const chunkSizes = [1024, 16 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024] as const;

/** Sending a file: chosen, dropped, or named by its path; with progress, pause and cancel. */
export function FilePanel({ socket, unavailable }: { socket: Socket; unavailable: string | undefined }) {
  const { socketId } = socket;
  const actions = useActions();
  const files = useLab((s) => s.about?.capabilities.files === true);
  const runs = useRunning((s) => s.files);
  const picker = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<File | undefined>();
  const [path, setPath] = useState('');
  const [chunkBytes, setChunkBytes] = useState<number>(64 * 1024);
  const [thenEnd, setThenEnd] = useState(false);
  const [over, setOver] = useState(false);
  const nothing = !chosen && path.trim() === '' ? 'Choose a file first' : undefined;

  async function send(): Promise<void> {
    const settings = { chunkBytes, thenEnd };
    if (chosen) sendUpload(actions, socketId, chosen, settings);
    else await actions.caller.forSocket(socketId, () => sendPath(actions, socketId, path.trim(), settings));
  }
  function onDrop(event: DragEvent): void {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) setChosen(file);
  }
  const own = [...runs.values()].filter((run) => run.socketId === socketId);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what can be dropped here can be chosen by a button, too
    <div
      className={`${style.file} ${over ? style.over : ''}`}
      data-testid="file-panel"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className={style.fileLine}>
        <input
          ref={picker}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="File to send"
          data-testid="file-input"
          onChange={(event) => setChosen(event.target.files?.[0])}
        />
        <Button testId="file-choose" onClick={() => picker.current?.click()}>
          Choose a file…
        </Button>
        {chosen ? (
          <span className={style.fileName} data-testid="file-chosen">
            {chosen.name} · {formatBytes(chosen.size)}
            <Button small look="quiet" onClick={() => setChosen(undefined)}>
              Clear
            </Button>
          </span>
        ) : files ? (
          <input
            className={style.path}
            aria-label="Path on the machine of the engine"
            placeholder="or drop one here, or its path: /tmp/request.bin"
            value={path}
            spellCheck={false}
            data-testid="file-path"
            onChange={(event) => setPath(event.target.value)}
          />
        ) : (
          <span className={style.fileName}>or drop one here</span>
        )}
        <label className={style.inline}>
          Chunks of
          <select
            value={chunkBytes}
            data-testid="file-chunk"
            onChange={(event) => setChunkBytes(Number(event.target.value))}
          >
            {chunkSizes.map((size) => (
              <option key={size} value={size}>
                {size / 1024} KiB
              </option>
            ))}
          </select>
        </label>
        <label className={style.inline}>
          <input
            type="checkbox"
            checked={thenEnd}
            data-testid="file-then-end"
            onChange={(event) => setThenEnd(event.target.checked)}
          />
          Then finish sending
        </label>
        <Button
          look="primary"
          testId="file-send"
          unavailable={unavailable ?? nothing}
          title="Send the file. Sent bytes cannot be recalled."
          onClick={() => void send()}
        >
          Send file
        </Button>
      </div>
      {own.map((run) => (
        <Progress key={run.id} run={run} />
      ))}
    </div>
  );
}

function Progress({ run }: { run: FileRun }) {
  const { id, name, bytesSent, bytesTotal, rate, paused, state, failure } = run;
  const actions = useActions();
  const file = runningFile(id);
  const act = (what: 'pause' | 'resume' | 'cancel') =>
    void actions.caller.forWindow(async () => {
      await file?.[what]();
    });
  const of = bytesTotal > 0 ? ` of ${formatBytes(bytesTotal)}` : '';
  const words =
    state === 'done'
      ? `Sent, ${formatBytes(bytesSent)}`
      : state === 'failed'
        ? `${failure?.message ?? 'Failed'} ${formatBytes(bytesSent)}${of} were handed over.`
        : `${formatBytes(bytesSent)}${of} · ${paused ? 'held' : formatRate(rate)}`;
  return (
    <div className={style.progress} data-testid="file-progress" data-state={state}>
      <span className={style.fileName} title={name}>
        {name}
      </span>
      <progress
        aria-label={`Progress of ${name}`}
        max={Math.max(1, bytesTotal)}
        value={state === 'done' ? Math.max(1, bytesTotal) : bytesSent}
      />
      <span className="numbers">{words}</span>
      {state === 'running' ? (
        <>
          <Button small testId="file-pause" onClick={() => act(paused ? 'resume' : 'pause')}>
            {paused ? 'Go on' : 'Pause'}
          </Button>
          <Button small testId="file-cancel" onClick={() => act('cancel')}>
            Cancel
          </Button>
        </>
      ) : (
        <Button small look="quiet" onClick={() => forgetFile(id)}>
          Dismiss
        </Button>
      )}
    </div>
  );
}
