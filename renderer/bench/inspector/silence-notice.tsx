// A peer that is not heard: what is known, and the ways to find out (ux.md 2.2, “Half-open”).
import { CircleDashed, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatDuration } from '../../../shared/format.ts';
import { type Silence, silenceOf, whyNoProbe } from '../../../shared/model/silence.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { type Probe, sendProbe, turnKeepAliveOn, useProbe } from '../../actions/probe.ts';
import { engineNow, onPaint, useLiveText } from '../../state/clock.ts';
import { useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { availability } from '../row-actions.ts';
import style from './silence-notice.module.css';

interface Ends {
  readonly socket: Socket;
  /** The other end, where it is one of this lab. */
  readonly peer: Socket | undefined;
}

const silenceNow = ({ socket, peer }: Ends) =>
  silenceOf(socket, peer, engineNow(), useSettings.getState().quietAfterSeconds * 1000);

/** Shown while the peer of the acting end is not heard, and until a probe that was asked for is told. */
export function SilenceNotice({ socket, peer }: Ends) {
  const kind = useSilence(socket, peer);
  const probe = useProbe(socket);
  const [hidden, setHidden] = useState(false);
  // What was hidden was a silence of that time: after a sign of life another may be told.
  if (hidden && kind !== 'quiet') setHidden(false);
  if (hidden) return null;
  if (kind === undefined && (probe === undefined || probe.phase !== 'asked')) return null;
  return <Notice socket={socket} peer={peer} kind={kind} probe={probe} onHide={() => setHidden(true)} />;
}

/** The kind of silence; renders when it changes. */
function useSilence(socket: Socket, peer: Socket | undefined): Silence['kind'] | undefined {
  const [kind, setKind] = useState(() => silenceNow({ socket, peer })?.kind);
  useEffect(() => {
    const look = () => setKind(silenceNow({ socket, peer })?.kind);
    look();
    return onPaint(look);
  }, [socket, peer]);
  return kind;
}

interface NoticeProps extends Ends {
  readonly kind: Silence['kind'] | undefined;
  readonly probe: Probe | undefined;
  readonly onHide: () => void;
}

function Notice({ socket, peer, kind, probe, onHide }: NoticeProps) {
  const actions = useActions();
  const text = useLiveText<HTMLParagraphElement>(() => silenceNow({ socket, peer })?.text ?? '');
  const { options, socketId } = socket;
  const asking = probe?.phase === 'asked' ? 'A probe is under way' : undefined;
  const can = availability(socket);
  return (
    <section className={style.notice} data-testid="silence" data-silence={kind} aria-label="The peer is not heard">
      <CircleDashed size={18} aria-hidden="true" className={style.glyph} />
      <div className={style.words}>
        <p ref={text} data-provenance={kind === 'no-answer' ? 'sampled' : 'observed'} />
        <p className={style.result} role="status" data-testid="probe-result" data-phase={probe?.phase}>
          {probe && probeText(probe)}
        </p>
      </div>
      <div className={style.actions}>
        <Button
          small
          testId="silence-keepalive"
          title="socket.setKeepAlive(true, 1000)"
          unavailable={options.keepAlive ? 'Keepalive is on' : asking}
          onClick={() => void turnKeepAliveOn(actions.caller, socket)}
        >
          Turn keepalive on
        </Button>
        <Button
          small
          testId="silence-probe"
          title="Keepalive on until the probe is answered, then as it is now"
          unavailable={whyNoProbe(socket) ?? asking}
          onClick={() => void sendProbe(actions.caller, socket)}
        >
          Send a probe
        </Button>
        {kind === 'no-answer' ? (
          <Button
            small
            testId="silence-reset"
            title="socket.resetAndDestroy(): RST"
            unavailable={can.reset}
            onClick={() => void actions.sockets.act(socketId, 'socket.resetAndDestroy')}
          >
            Reset
          </Button>
        ) : (
          <Button small look="quiet" icon={<X size={14} />} label="Hide" testId="silence-hide" onClick={onHide} />
        )}
      </div>
    </section>
  );
}

function probeText(probe: Probe): string {
  switch (probe.phase) {
    case 'asked':
      return 'Asking the peer’s kernel…';
    case 'answered':
      return `Answered after ${formatDuration(probe.afterMs)}: the peer’s kernel is there. Its program may still be stuck.`;
    default:
      return `${probe.why} Without an answer to the probes the connection fails by itself.`;
  }
}
