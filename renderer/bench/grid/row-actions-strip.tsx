// The acts on one row, at its right end: shown under the pointer, and reached from the keyboard with →.
import { CirclePause, CirclePlay, Ellipsis, FlagTriangleRight, X, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { useActions } from '../../actions/actions-context.tsx';
import type { SocketAct } from '../../actions/socket-actions.ts';
import { useView } from '../../state/view-store.ts';
import { availability } from '../row-actions.ts';
import style from './lines.module.css';

export interface RowAct {
  readonly id: 'finish' | 'pause' | 'close' | 'reset' | 'more';
  readonly title: string;
  readonly call?: string;
  readonly method?: SocketAct;
  readonly icon: ReactNode;
  readonly unavailable: string | undefined;
}

/** The acts on an end, in the order of the buttons. `more` opens the menu of the row. */
export function rowActs(socket: Socket): readonly RowAct[] {
  const can = availability(socket);
  return [
    {
      id: 'finish',
      title: 'Finish sending',
      call: 'socket.end(): FIN',
      method: 'socket.end',
      icon: <FlagTriangleRight size={14} />,
      unavailable: can.finish,
    },
    {
      id: 'pause',
      title: socket.paused ? 'Resume reading' : 'Stop reading',
      call: socket.paused ? 'socket.resume()' : 'socket.pause()',
      method: socket.paused ? 'socket.resume' : 'socket.pause',
      icon: socket.paused ? <CirclePlay size={14} /> : <CirclePause size={14} />,
      unavailable: can.pause,
    },
    {
      id: 'close',
      title: 'Close',
      call: 'socket.destroy()',
      method: 'socket.destroy',
      icon: <X size={14} />,
      unavailable: can.close,
    },
    {
      id: 'reset',
      title: 'Reset',
      call: 'socket.resetAndDestroy(): RST',
      method: 'socket.resetAndDestroy',
      icon: <Zap size={14} />,
      unavailable: can.reset,
    },
    { id: 'more', title: 'More actions', icon: <Ellipsis size={14} />, unavailable: undefined },
  ];
}
export const ACTS = 5;

/** The end of a row's connection that acts: the one that is spoken for. */
export const actingEndOf = (own: Socket, peer: Socket | undefined, end: 'client' | 'server') =>
  end === 'server' && own.origin !== 'accepted' ? (peer ?? own) : own;

export const actionId = (rowId: string, i: number) => `${rowId}-action-${i}`;

interface RowActionsProps {
  readonly rowId: string;
  readonly own: Socket;
  readonly peer: Socket | undefined;
  /** The action the keys are on, or -1. */
  readonly active: number;
  readonly column: number;
}

export function RowActions({ rowId, own, peer, active, column }: RowActionsProps) {
  const actions = useActions();
  const end = useView((s) => s.end);
  const selected = useView((s) => s.selected) === own.socketId;
  const socket = actingEndOf(own, peer, selected ? end : 'client');
  return (
    <span role="gridcell" aria-colindex={column} className={style.strip} data-testid="row-actions">
      {rowActs(socket).map(({ id, title, call, method, icon, unavailable }, i) => (
        <button
          key={id}
          id={actionId(rowId, i)}
          type="button"
          tabIndex={-1}
          className={i === active ? style.actActive : style.act}
          aria-label={title}
          aria-disabled={unavailable !== undefined || undefined}
          aria-description={unavailable}
          title={unavailable ?? (call ? `${title} · ${call}` : title)}
          data-act={id}
          onMouseDown={(event) => event.preventDefault()} // the focus stays on the grid
          onClick={(event) => {
            event.stopPropagation();
            if (id === 'more') openRowMenu(event.currentTarget);
            else if (method && unavailable === undefined) void actions.sockets.act(socket.socketId, method);
          }}
        >
          {icon}
        </button>
      ))}
    </span>
  );
}

/** Opens the context menu at an element, as a right click there would. */
export function openRowMenu(at: Element): void {
  const { left, bottom } = at.getBoundingClientRect();
  const event = new MouseEvent('contextmenu', {
    bubbles: true,
    cancelable: true,
    clientX: left + 4,
    clientY: bottom - 2,
    button: 2,
  });
  at.dispatchEvent(event);
}
