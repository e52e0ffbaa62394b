import { useEffect, useState, useSyncExternalStore } from 'react';
import { fromBase64, toBase64 } from '../../../../shared/bytes.ts';
import { escapeText, parseEscapes } from '../../../../shared/compose/escapes.ts';
import type { LabEvent } from '../../../../shared/contract/events.ts';
import type { Result } from '../../../../shared/contract/methods.ts';
import type { Socket } from '../../../../shared/contract/records.ts';
import { formatBytes } from '../../../../shared/format.ts';
import { hexText, quoted, textOf } from '../../../../shared/mocks/message.ts';
import { useActions } from '../../../actions/actions-context.tsx';
import { pieceBytes } from '../../../mocks/live/piece-bytes.ts';
import { useSession } from '../../../state/session-context.tsx';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import style from './faults.module.css';

type Held = Result<'hold.list'>['holds'][number];

const isOfTray = ({ type }: LabEvent) => type === 'hold.held' || type === 'hold.forwarded' || type === 'hold.discarded';

/** Chunks that wait: each goes on as it is, with other bytes, or not at all. */
export function HeldTray({ socket }: { socket: Socket }) {
  const actions = useActions();
  const { events } = useSession();
  const { socketId, held } = socket;
  const [holds, setHolds] = useState<readonly Held[]>([]);
  // The number alone does not tell: one that goes on while another comes leaves it as it was.
  const newest = useSyncExternalStore(events.subscribe, () => events.newestOf(socketId, isOfTray));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another event of the tray means another list
  useEffect(() => {
    let wanted = true;
    void actions.caller
      .forSocket(socketId, () => actions.call('hold.list', { socketId }))
      .then((list) => wanted && list && setHolds(list.holds));
    return () => {
      wanted = false;
    };
  }, [actions, socketId, held, newest]);
  return (
    <section aria-labelledby="held-title" data-testid="held-tray">
      <div className={style.trayHead}>
        <h3 id="held-title">Held: {held}</h3>
        <Button small testId="forward-all" onClick={() => void actions.faults.forward(socketId)}>
          Forward all
        </Button>
      </div>
      <ol className={style.active}>
        {holds.map((hold) => (
          <HeldChunk key={hold.holdId} hold={hold} />
        ))}
      </ol>
    </section>
  );
}

function HeldChunk({ hold }: { hold: Held }) {
  const actions = useActions();
  const { holdId, socketId, direction, size, data } = hold;
  const [typed, setTyped] = useState<string>();
  const bytes = fromBase64(data);
  const { pieces, errors } = parseEscapes(typed ?? '');
  const edit = () => {
    const { text, codec } = textOf(bytes);
    setTyped(codec === 'utf8' ? escapeText(text) : hexText(bytes).replaceAll(/(\S\S) ?/gu, '\\x$1'));
  };
  return (
    <li data-testid="held">
      <span className={style.meta}>
        {direction} · {formatBytes(size)}
      </span>
      {typed === undefined ? (
        <span className={`mono ${style.what}`}>{quoted(bytes)}</span>
      ) : (
        <span className={style.what}>
          <TextField
            title="Bytes that go on in its place"
            value={typed}
            error={errors[0] && `Character ${errors[0].at + 1}: ${errors[0].message}`}
            testId="held-edit"
            onChange={setTyped}
          />
        </span>
      )}
      <Button
        small
        testId="held-forward"
        unavailable={errors[0]?.message}
        onClick={() =>
          void actions.faults.forward(socketId, holdId, typed === undefined ? undefined : toBase64(pieceBytes(pieces)))
        }
      >
        {typed === undefined ? 'Forward' : 'Forward these'}
      </Button>
      {typed === undefined && (
        <Button small testId="held-change" onClick={edit}>
          Edit and forward…
        </Button>
      )}
      <Button small look="quiet" testId="held-discard" onClick={() => void actions.faults.discard(socketId, holdId)}>
        Discard
      </Button>
    </li>
  );
}
