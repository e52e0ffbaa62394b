import type { Socket } from '../../../shared/contract/records.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useSocket } from '../../state/lab-store.ts';
import { speakAs } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import style from './composer.module.css';
import { whyNotSend } from './why-not-send.ts';

/** Why nothing can be sent from this end, and what can be done instead. */
export function WhyNot({ socket, reason, both }: { socket: Socket; reason: string; both: boolean }) {
  const actions = useActions();
  const peer = useSocket(both ? socket.peerSocketId : undefined);
  const dialler = socket.origin === 'dialled' ? socket : peer?.origin === 'dialled' ? peer : undefined;
  const other = socket.origin === 'accepted' ? 'client' : 'server';
  return (
    <span className={style.reason} id="composer-preview" data-testid="composer-reason">
      {reason}
      {dialler && socket.state === 'created' && (
        <Button small testId="reason-dial" onClick={() => void actions.sockets.dialAgain(dialler.socketId)}>
          Dial
        </Button>
      )}
      {dialler && isOver(socket.state) && isOver(dialler.state) && (
        <Button small testId="reason-dial" onClick={() => void actions.sockets.dialAgain(dialler.socketId)}>
          Dial again
        </Button>
      )}
      {dialler && socket.state !== 'created' && (
        <Button small testId="reason-open" onClick={() => void actions.sockets.dialOnceMore(dialler.socketId)}>
          Open a new connection
        </Button>
      )}
      {peer && whyNotSend(peer) === undefined && (
        <Button small testId="reason-speak" onClick={() => speakAs(other)}>
          Speak as {other}
        </Button>
      )}
    </span>
  );
}
