import { ChevronDown, CirclePause, CirclePlay, Ellipsis } from 'lucide-react';
import type { Socket } from '../../../shared/contract/records.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useCommands, useTip } from '../../commands/commands-context.tsx';
import { Button } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { availability } from '../row-actions.ts';
import { closingEntries, moreEntries } from './end-menus.ts';
import { FaultsMenu } from './faults/faults-menu.tsx';

/** What can be done to the selected end (ux.md 2.3). Buttons say what happens on the wire; their titles give the call. */
export function EndActions({ socket }: { socket: Socket }) {
  const actions = useActions();
  const book = useCommands();
  const { socketId, paused, origin, state } = socket;
  const can = availability(socket);
  const finish = useTip('connection.finish');
  const pause = useTip('connection.pause');
  return (
    <>
      <Button
        small
        testId="act-finish"
        unavailable={can.finish}
        title={finish}
        onClick={() => void actions.sockets.act(socketId, 'socket.end')}
      >
        Finish sending
      </Button>
      <Button
        small
        testId="act-pause"
        icon={paused ? <CirclePlay size={14} /> : <CirclePause size={14} />}
        unavailable={can.pause}
        title={pause}
        onClick={() => void actions.sockets.act(socketId, paused ? 'socket.resume' : 'socket.pause')}
      >
        {paused ? 'Resume reading' : 'Stop reading'}
      </Button>
      {origin === 'dialled' && (isOver(state) || state === 'created') && (
        <Button small look="primary" testId="act-dial" onClick={() => void actions.sockets.dialAgain(socketId)}>
          {state === 'created' ? 'Dial' : 'Dial again'}
        </Button>
      )}
      <FaultsMenu socket={socket} />
      <MenuButton
        entries={() => closingEntries(book, socketId)}
        trigger={
          <Button small testId="act-close-menu">
            Close <ChevronDown size={14} aria-hidden="true" />
          </Button>
        }
      />
      <MenuButton
        entries={() => moreEntries(book, socketId)}
        trigger={<Button small icon={<Ellipsis size={14} />} label="More for this end" testId="act-more" />}
      />
    </>
  );
}
