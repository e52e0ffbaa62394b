import { CirclePause, CirclePlay, Timer } from 'lucide-react';
import type { Socket } from '../../../shared/contract/records.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { openDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { availability } from '../row-actions.ts';

/** What can be done to the selected end. Buttons say what happens on the wire; their titles give the call. */
export function EndActions({ socket }: { socket: Socket }) {
  const actions = useActions();
  const { socketId, paused, origin, state } = socket;
  const can = availability(socket);
  const over = isOver(state);
  return (
    <>
      <Button
        small
        testId="act-finish"
        unavailable={can.finish}
        title="socket.end(): FIN after what is queued (f)"
        onClick={() => void actions.sockets.act(socketId, 'socket.end')}
      >
        Finish sending
      </Button>
      <Button
        small
        testId="act-pause"
        icon={paused ? <CirclePlay size={14} /> : <CirclePause size={14} />}
        unavailable={can.pause}
        title={paused ? 'socket.resume() (p)' : 'socket.pause(): the peer’s bytes wait in the kernel (p)'}
        onClick={() => void actions.sockets.act(socketId, paused ? 'socket.resume' : 'socket.pause')}
      >
        {paused ? 'Resume reading' : 'Stop reading'}
      </Button>
      <Button
        small
        icon={<Timer size={14} />}
        testId="act-timeout"
        unavailable={over ? 'This end is closed' : undefined}
        title="socket.setTimeout()"
        onClick={() => openDialog({ kind: 'timeout', socketId })}
      >
        Idle timeout…
      </Button>
      <Button
        small
        testId="act-close"
        unavailable={can.close}
        title="socket.destroy(): closes now; what is queued is lost (c)"
        onClick={() => void actions.sockets.act(socketId, 'socket.destroy')}
      >
        Close
      </Button>
      <Button
        small
        testId="act-reset"
        unavailable={can.reset}
        title="socket.resetAndDestroy(): RST (Shift+R)"
        onClick={() => void actions.sockets.act(socketId, 'socket.resetAndDestroy')}
      >
        Reset
      </Button>
      {origin === 'dialled' && (over || state === 'created') && (
        <Button small look="primary" testId="act-dial" onClick={() => void actions.sockets.dialAgain(socketId)}>
          {state === 'created' ? 'Dial' : 'Dial again'}
        </Button>
      )}
      {over && (
        <Button
          small
          testId="act-remove"
          title="Forget this row and its bytes"
          onClick={() => void actions.sockets.act(socketId, 'socket.remove')}
        >
          Remove
        </Button>
      )}
    </>
  );
}
