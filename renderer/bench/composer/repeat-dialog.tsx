import { useState } from 'react';
import { toBase64 } from '../../../shared/bytes.ts';
import { blankDraft, compose } from '../../../shared/compose/compose.ts';
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { MOST_PER_SECOND, WARN_PER_SECOND } from '../../../shared/contract/repeat.ts';
import { formatCount } from '../../../shared/format.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { draftOf } from '../../state/drafts.ts';
import { useLab } from '../../state/lab-store.ts';
import { ask } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import style from './composer-dialogs.module.css';
import { closeComposerDialog } from './composer-dialogs.ts';
import { factsFor, isOutside, messageOf } from './sending.ts';

type Until = 'times' | 'stopped' | 'reply';

/** Sends what is written again and again; the rhythm is kept by the engine. */
export function RepeatDialog({ socket, targets }: { socket: Socket; targets: readonly SocketId[] }) {
  const actions = useActions();
  const draft = draftOf(socket.socketId);
  const [every, setEvery] = useState('1000');
  const [jitter, setJitter] = useState('0');
  const [until, setUntil] = useState<Until>('times');
  const [times, setTimes] = useState('100');
  const [reply, setReply] = useState('');
  const [refused, setRefused] = useState<string | undefined>();
  const [everyMs, jitterMs, count] = [number(every), number(jitter), number(times)];
  const perSecond = everyMs > 0 ? (1000 / everyMs) * targets.length : Number.POSITIVE_INFINITY;
  const replyBytes = compose({ ...blankDraft, text: reply });
  const wrong = {
    every: Number.isNaN(everyMs)
      ? 'A number of milliseconds.'
      : perSecond > MOST_PER_SECOND
        ? `At most ${formatCount(MOST_PER_SECOND)} messages a second: ${Math.ceil((1000 * targets.length) / MOST_PER_SECOND)} ms or more.`
        : undefined,
    jitter: Number.isNaN(jitterMs)
      ? 'A number of milliseconds.'
      : jitterMs > everyMs
        ? 'Not more than the time between two.'
        : undefined,
    times: until === 'times' && !(count >= 1 && Number.isInteger(count)) ? 'A whole number from 1 on.' : undefined,
    reply:
      until === 'reply' && reply === ''
        ? 'What the reply must contain.'
        : until === 'reply'
          ? replyBytes.problems[0]?.message
          : undefined,
  };
  const ok = Object.values(wrong).every((text) => text === undefined);

  async function start(): Promise<void> {
    if (!ok) return;
    if (perSecond > WARN_PER_SECOND && someOutside(targets)) {
      const title = `Send ${formatCount(perSecond)} messages a second to another program?`;
      const choices = [
        { id: 'no', title: 'Cancel' },
        { id: 'yes', title: `Send ${formatCount(perSecond)} a second` },
      ];
      if ((await ask({ title, why: 'It may take this for an attack.', choices })) !== 'yes') return;
    }
    const composed = compose(draft, factsFor({ ...draft, counter: 1 }));
    try {
      await actions.call('repeat.start', {
        socketIds: [...targets],
        message: messageOf(draft, composed),
        everyMs,
        jitterMs,
        gapMs: draft.gapMs,
        ...(until === 'times' && { times: count }),
        ...(until === 'reply' && { untilReply: toBase64(replyBytes.bytes) }),
      });
      closeComposerDialog();
    } catch (error) {
      const failure = failureFrom(error);
      setRefused([failure.message, failure.why].filter(Boolean).join(' '));
    }
  }

  return (
    <Dialog
      title={targets.length > 1 ? `Repeat to ${targets.length} connections` : 'Repeat'}
      testId="repeat-dialog"
      onClose={closeComposerDialog}
      onSubmit={() => void start()}
      footer={
        <>
          <Button onClick={closeComposerDialog}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            testId="repeat-start"
            unavailable={ok ? undefined : 'Correct the fields first'}
          >
            Start
          </Button>
        </>
      }
    >
      <div className={style.fields}>
        <div className={style.pair}>
          <TextField
            title="Every (ms)"
            numeric
            value={every}
            onChange={setEvery}
            error={wrong.every}
            testId="repeat-every"
          />
          <TextField
            title="Jitter ± (ms)"
            numeric
            value={jitter}
            onChange={setJitter}
            error={wrong.jitter}
            testId="repeat-jitter"
          />
        </div>
        <ChoiceField
          title="Until"
          value={until}
          onChange={(value) => setUntil(value as Until)}
          testId="repeat-until"
          choices={[
            { value: 'times', title: 'Sent so many times' },
            { value: 'stopped', title: 'It is stopped' },
            { value: 'reply', title: 'A reply contains…' },
          ]}
        />
        {until === 'times' && (
          <TextField
            title="Times"
            numeric
            value={times}
            onChange={setTimes}
            error={wrong.times}
            testId="repeat-times"
          />
        )}
        {until === 'reply' && (
          <TextField
            title="Reply contains"
            value={reply}
            onChange={setReply}
            error={wrong.reply}
            testId="repeat-reply"
            help="Text with escapes: OK\r\n. It may come in several chunks."
          />
        )}
      </div>
      {ok && perSecond > WARN_PER_SECOND && (
        <p className={style.warning} role="status" data-testid="repeat-warning">
          {formatCount(perSecond)} messages a second are many: other programs may not keep up, and the Stream fills
          quickly.
        </p>
      )}
      {refused && (
        <p className={style.refused} role="alert">
          {refused}
        </p>
      )}
      <p className={style.none}>Esc Esc stops every repeat in the lab. A peer that does not read is waited for.</p>
    </Dialog>
  );
}

/** A number of at least 0, or NaN. */
const number = (text: string) => (/^\d+(\.\d+)?$/u.test(text.trim()) ? Number(text) : Number.NaN);

const someOutside = (targets: readonly SocketId[]) =>
  targets.some((id) => {
    const socket = useLab.getState().lab.sockets.get(id);
    return socket !== undefined && isOutside(socket);
  });
