// Commands about the selected end of the selected connection.
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Socket } from '../../shared/contract/records.ts';
import { isOver } from '../../shared/model/socket-state.ts';
import type { Actions } from '../actions/actions.ts';
import type { SocketAct } from '../actions/socket-actions.ts';
import { type BulkAct, bulkAct } from '../bench/grid/bulk.ts';
import { useGrid } from '../bench/grid/grid-store.ts';
import { isInspectorWindow, openInspectorWindow } from '../bench/inspector/own-window.ts';
import { type Availability, availability } from '../bench/row-actions.ts';
import { connectionNow } from '../state/lab-store.ts';
import { openDialog, showTab, speakAs } from '../state/view-store.ts';
import { actingEnd } from './acting-end.ts';
import type { Command } from './command.ts';
import { copyCommands } from './copy-commands.ts';
import { subjectNow } from './subject.ts';

const NONE = 'Select a connection first';

/** The selected connections, when there are several and no one of them is meant. */
function several(): ReadonlySet<SocketId> | undefined {
  const { ids } = useGrid.getState().selection;
  return ids.size > 1 && !subjectNow() ? ids : undefined;
}

/** A title that names the number when there are several. */
function onHowMany(title: string): string {
  const ids = several();
  return ids ? `${title} on ${ids.size} connections` : title;
}

export function connectionCommands(actions: Actions): Command[] {
  /** Acts on the selected end; with several connections selected, on all of them (which asks first where it should). */
  const act = (can: BulkAct & keyof Availability, method: (socket: Socket) => SocketAct) => ({
    group: 'Connection' as const,
    unavailable: () => (several() ? undefined : availability(actingEnd())[can]),
    run: () => {
      const ids = several();
      if (ids) return bulkAct(actions, ids, can);
      const socket = actingEnd();
      return socket && actions.sockets.act(socket.socketId, method(socket));
    },
  });
  const onSelected = { group: 'Connection' as const, unavailable: () => (actingEnd() ? undefined : NONE) };
  return [
    {
      ...act('finish', () => 'socket.end'),
      id: 'connection.finish',
      get title() {
        return onHowMany('Finish sending');
      },
      scope: 'grid',
      keys: ['f'],
      synonyms: ['FIN', 'half close', 'half-close', 'shutdown', 'end', 'EOF'],
      call: 'socket.end(): FIN after what is queued',
    },
    {
      ...act('pause', ({ paused }) => (paused ? 'socket.resume' : 'socket.pause')),
      id: 'connection.pause',
      get title() {
        return onHowMany(!several() && actingEnd()?.paused ? 'Resume reading' : 'Stop reading');
      },
      scope: 'grid',
      keys: ['p'],
      synonyms: ['pause', 'resume', 'backpressure', 'start reading', 'hold'],
      get call() {
        return actingEnd()?.paused ? 'socket.resume()' : 'socket.pause(): the peer’s bytes wait in the kernel';
      },
    },
    {
      ...act('close', () => 'socket.destroySoon'),
      id: 'connection.close-flushed',
      title: 'Close when flushed',
      scope: 'grid',
      synonyms: ['destroySoon', 'graceful close', 'drain and close'],
      call: 'socket.destroySoon(): what is queued leaves first',
    },
    {
      ...act('close', () => 'socket.destroy'),
      id: 'connection.close',
      get title() {
        return onHowMany('Close now');
      },
      scope: 'grid',
      keys: ['c'],
      synonyms: ['destroy', 'disconnect', 'hang up', 'kill'],
      call: 'socket.destroy(): what is queued is lost',
    },
    {
      ...act('reset', () => 'socket.resetAndDestroy'),
      id: 'connection.reset',
      get title() {
        return onHowMany('Reset');
      },
      scope: 'grid',
      keys: ['Shift+R'],
      synonyms: ['RST', 'abort', 'ECONNRESET', 'SO_LINGER'],
      call: 'socket.resetAndDestroy(): RST',
    },
    {
      ...onSelected,
      id: 'connection.dial-again',
      title: 'Dial again',
      scope: 'grid',
      synonyms: ['reconnect', 'retry', 'redial'],
      call: 'socket.connect()',
      unavailable: () => {
        const socket = actingEnd();
        if (!socket) return NONE;
        if (socket.origin !== 'dialled') return 'This end was accepted, not dialled';
        return isOver(socket.state) || socket.state === 'created' ? undefined : 'This end is still connected';
      },
      run: () => {
        const socket = actingEnd();
        return socket && actions.sockets.dialAgain(socket.socketId);
      },
    },
    {
      ...onSelected,
      id: 'connection.dial-anew',
      title: 'Dial the same target once more',
      scope: 'grid',
      synonyms: ['another connection', 'again', 'duplicate'],
      call: 'socket.connect(), in a row of its own',
      unavailable: () => {
        const socket = actingEnd();
        if (!socket) return NONE;
        return socket.origin === 'dialled' ? undefined : 'This end was accepted, not dialled';
      },
      run: () => {
        const socket = actingEnd();
        return socket && actions.sockets.dialOnceMore(socket.socketId);
      },
    },
    {
      ...onSelected,
      id: 'connection.cancel',
      title: 'Cancel the connection',
      short: 'Cancel',
      scope: 'inspector',
      synonyms: ['abort', 'AbortSignal', 'ABORT_ERR', 'stop dialling'],
      call: 'As an AbortSignal does: error ABORT_ERR, then close',
      unavailable: () =>
        availability(actingEnd()).close ?? (actingEnd()?.state === 'created' ? 'Not dialled yet' : undefined),
      run: () => {
        const socket = actingEnd();
        return socket && actions.sockets.act(socket.socketId, 'socket.cancel');
      },
    },
    {
      ...onSelected,
      id: 'connection.cork',
      get title() {
        return actingEnd()?.corked ? 'Uncork' : 'Cork';
      },
      scope: 'inspector',
      synonyms: ['socket.cork', 'socket.uncork', 'hold back writes', 'batch'],
      get call() {
        return actingEnd()?.corked
          ? 'socket.uncork(): what was held back leaves'
          : 'socket.cork(): writes are held back';
      },
      unavailable: () => availability(actingEnd()).close,
      run: () => {
        const socket = actingEnd();
        return socket && actions.sockets.act(socket.socketId, socket.corked ? 'socket.uncork' : 'socket.cork');
      },
    },
    ...copyCommands(),
    {
      ...onSelected,
      id: 'connection.remove',
      title: 'Remove from the list',
      call: 'Forgets this row and its bytes',
      scope: 'grid',
      synonyms: ['forget', 'delete row', 'clear'],
      unavailable: () => {
        const socket = actingEnd();
        return socket ? (isOver(socket.state) ? undefined : 'Close it first') : NONE;
      },
      run: () => {
        const socket = actingEnd();
        return socket && actions.sockets.act(socket.socketId, 'socket.remove');
      },
    },
    {
      ...onSelected,
      id: 'connection.timeout',
      title: 'Idle timeout…',
      scope: 'inspector',
      synonyms: ['setTimeout', 'idle', 'ETIMEDOUT'],
      call: 'socket.setTimeout()',
      unavailable: () => availability(actingEnd()).close,
      run: () => {
        const socket = actingEnd();
        if (socket) openDialog({ kind: 'timeout', socketId: socket.socketId });
      },
    },
    {
      ...onSelected,
      id: 'connection.options',
      title: 'Options',
      scope: 'inspector',
      synonyms: ['noDelay', 'Nagle', 'keepAlive', 'setEncoding', 'cork', 'ref', 'settings of the socket', 'properties'],
      run: () => showTab('options'),
    },
    {
      ...onSelected,
      id: 'connection.client-end',
      title: 'Speak as client',
      scope: 'grid',
      keys: ['['],
      run: () => speakAs('client'),
    },
    {
      ...onSelected,
      id: 'connection.server-end',
      title: 'Speak as server',
      scope: 'grid',
      keys: [']'],
      run: () => speakAs('server'),
    },
    {
      ...onSelected,
      id: 'connection.window',
      title: 'Open in a window of its own',
      scope: 'grid',
      keys: ['$mod+Enter'],
      synonyms: ['new window', 'pop out', 'detach', 'inspector'],
      unavailable: () => {
        if (!actingEnd()) return NONE;
        return isInspectorWindow() ? 'It is in this window' : undefined;
      },
      run: () => {
        const socket = actingEnd();
        if (socket) openInspectorWindow(connectionNow(socket.socketId)?.id ?? socket.socketId);
      },
    },
  ];
}
