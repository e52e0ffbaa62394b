// Commands about the selected end of the selected connection.
import type { SocketId } from '../../shared/contract/fields.ts';
import type { Socket } from '../../shared/contract/records.ts';
import { isOver } from '../../shared/model/socket-state.ts';
import type { Actions } from '../actions/actions.ts';
import type { SocketAct } from '../actions/socket-actions.ts';
import { type BulkAct, bulkAct } from '../bench/grid/bulk.ts';
import { useGrid } from '../bench/grid/grid-store.ts';
import { openInspectorWindow } from '../bench/inspector/own-window.ts';
import { type Availability, availability } from '../bench/row-actions.ts';
import { endOf, useLab } from '../state/lab-store.ts';
import { openDialog, showTab, speakAs, useView } from '../state/view-store.ts';
import type { Command } from './command.ts';

const NONE = 'Select a connection first';

/** The end that acts: the selected one of the selected connection. */
export function actingEnd(): Socket | undefined {
  const { selected, end } = useView.getState();
  const socketId = endOf(selected, end);
  return socketId === undefined ? undefined : useLab.getState().lab.sockets.get(socketId);
}

/** The selected connections, when there are several. */
function several(): ReadonlySet<SocketId> | undefined {
  const { ids } = useGrid.getState().selection;
  return ids.size > 1 ? ids : undefined;
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
      id: 'connection.remove',
      title: 'Remove from the list',
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
      run: () => {
        const { selected } = useView.getState();
        if (selected !== undefined) openInspectorWindow(selected);
      },
    },
  ];
}
