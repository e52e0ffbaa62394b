import { ChevronDown, CirclePause, CirclePlay, Ellipsis } from 'lucide-react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatEndpoint } from '../../../shared/format.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import type { Actions } from '../../actions/actions.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useKeysOf, useTip } from '../../commands/commands-context.tsx';
import { notify, openDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { MenuButton, type MenuEntry } from '../../ui/menu.tsx';
import { availability } from '../row-actions.ts';
import { FaultsMenu } from './faults/faults-menu.tsx';
import { inspectedHere, openInspectorWindow } from './own-window.ts';

/** What can be done to the selected end (ux.md 2.3). Buttons say what happens on the wire; their titles give the call. */
export function EndActions({ socket }: { socket: Socket }) {
  const actions = useActions();
  const { socketId, paused, origin, state } = socket;
  const can = availability(socket);
  const finish = useTip('connection.finish');
  const pause = useTip('connection.pause');
  const closeKeys = useKeysOf('connection.close').shown;
  const resetKeys = useKeysOf('connection.reset').shown;
  const closing: readonly MenuEntry[] = [
    {
      kind: 'item',
      testId: 'act-end',
      title: 'Finish sending (FIN)',
      detail: 'socket.end()',
      unavailable: can.finish,
      onSelect: () => void actions.sockets.act(socketId, 'socket.end'),
    },
    {
      kind: 'item',
      testId: 'act-close-flushed',
      title: 'Close when flushed',
      detail: 'socket.destroySoon(): what is queued leaves first',
      unavailable: can.close,
      onSelect: () => void actions.sockets.act(socketId, 'socket.destroySoon'),
    },
    {
      kind: 'item',
      testId: 'act-close',
      title: 'Close now',
      detail: 'socket.destroy(): what is queued is lost',
      keys: closeKeys,
      unavailable: can.close,
      onSelect: () => void actions.sockets.act(socketId, 'socket.destroy'),
    },
    {
      kind: 'item',
      testId: 'act-reset',
      title: 'Reset (RST)',
      detail: 'socket.resetAndDestroy()',
      keys: resetKeys,
      unavailable: can.reset,
      onSelect: () => void actions.sockets.act(socketId, 'socket.resetAndDestroy'),
    },
  ];
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
        entries={closing}
        trigger={
          <Button small testId="act-close-menu">
            Close <ChevronDown size={14} aria-hidden="true" />
          </Button>
        }
      />
      <MenuButton
        entries={moreEntries(actions, socket)}
        trigger={<Button small icon={<Ellipsis size={14} />} label="More for this end" testId="act-more" />}
      />
    </>
  );
}

/** What is needed less often. */
function moreEntries(actions: Actions, socket: Socket): readonly MenuEntry[] {
  const { socketId, corked, origin, state, local, remote } = socket;
  const over = isOver(state) ? 'This end is closed' : undefined;
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).catch(() => notify('problem', 'The text could not be copied.'));
  return [
    {
      kind: 'item',
      testId: 'act-timeout',
      title: 'Idle timeout…',
      detail: 'socket.setTimeout()',
      unavailable: over,
      onSelect: () => openDialog({ kind: 'timeout', socketId }),
    },
    {
      kind: 'item',
      testId: 'act-cork',
      title: corked ? 'Uncork' : 'Cork',
      detail: corked ? 'socket.uncork(): what was held back leaves' : 'socket.cork(): writes are held back',
      unavailable: over,
      onSelect: () => void actions.sockets.act(socketId, corked ? 'socket.uncork' : 'socket.cork'),
    },
    {
      kind: 'item',
      testId: 'act-cancel',
      title: 'Cancel',
      detail: 'As an AbortSignal does: error ABORT_ERR, then close',
      unavailable: over ?? (state === 'created' ? 'Not dialled yet' : undefined),
      onSelect: () => void actions.sockets.act(socketId, 'socket.cancel'),
    },
    { kind: 'separator' },
    {
      kind: 'item',
      title: 'Copy local address',
      unavailable: local ? undefined : 'It has none',
      onSelect: () => void copy(formatEndpoint(local)),
    },
    {
      kind: 'item',
      title: 'Copy remote address',
      unavailable: remote ? undefined : 'It has none',
      onSelect: () => void copy(formatEndpoint(remote)),
    },
    ...(inspectedHere() === undefined
      ? ([
          {
            kind: 'item',
            testId: 'act-window',
            title: 'Open in a window of its own',
            onSelect: () => openInspectorWindow(socketId),
          },
        ] as const)
      : []),
    { kind: 'separator' },
    {
      kind: 'item',
      testId: 'act-dial-anew',
      title: 'Dial the same target once more',
      detail: 'socket.connect(), in a row of its own',
      unavailable: origin === 'dialled' ? undefined : 'This end was accepted, not dialled',
      onSelect: () => void actions.sockets.dialOnceMore(socketId),
    },
    {
      kind: 'item',
      testId: 'act-remove',
      title: 'Remove from the list',
      detail: 'Forgets this row and its bytes',
      unavailable: over ? undefined : 'Close it first',
      onSelect: () => void actions.sockets.act(socketId, 'socket.remove'),
    },
  ];
}
