// Does what was typed into the palette.
import { toBase64 } from '../../shared/bytes.ts';
import type { Place } from '../../shared/commands/addresses.ts';
import type { Typed, TypedAct } from '../../shared/commands/typed.ts';
import type { SocketId } from '../../shared/contract/fields.ts';
import { isOver } from '../../shared/model/socket-state.ts';
import type { Actions } from '../actions/actions.ts';
import type { SocketAct } from '../actions/socket-actions.ts';
import { setFilter } from '../bench/grid/grid-store.ts';
import { availability } from '../bench/row-actions.ts';
import { connectionNow, useLab } from '../state/lab-store.ts';
import { noteFailure, select } from '../state/view-store.ts';

const methods: Readonly<Record<Exclude<TypedAct, 'show'>, SocketAct>> = {
  finish: 'socket.end',
  reset: 'socket.resetAndDestroy',
  close: 'socket.destroy',
  flush: 'socket.destroySoon',
  pause: 'socket.pause',
  resume: 'socket.resume',
};
const needs = {
  finish: 'finish',
  reset: 'reset',
  close: 'close',
  flush: 'close',
  pause: 'pause',
  resume: 'pause',
} as const;

/** Why a typed command cannot be run now; undefined when it can. */
export function whyNotTyped(typed: Typed): string | undefined {
  if (typed.kind === 'problem') return typed.text;
  if (!('socketId' in typed)) return undefined;
  const socket = useLab.getState().lab.sockets.get(typed.socketId);
  if (!socket) return `There is no connection #${typed.socketId}.`;
  if (typed.kind === 'fault' && isOver(socket.state)) return 'This end is closed';
  return typed.kind === 'act' && typed.act !== 'show' ? availability(socket)[needs[typed.act]] : undefined;
}

/** Runs a typed command. Refusals are shown where they belong: with the socket, or in the window. */
export async function runTyped(actions: Actions, typed: Typed): Promise<void> {
  switch (typed.kind) {
    case 'connect':
      return connect(actions, typed.place);
    case 'listen':
      return listen(actions, typed);
    case 'send':
      show(typed.socketId);
      await actions.sockets.send(typed.socketId, toBase64(typed.bytes), typed.thenEnd);
      return;
    case 'act':
      show(typed.socketId);
      if (typed.act !== 'show') await actions.sockets.act(typed.socketId, methods[typed.act]);
      return;
    case 'timeout': {
      show(typed.socketId);
      const refused = await actions.sockets.setTimeout(typed.socketId, typed.timeoutMs, typed.onTimeout);
      noteFailure(typed.socketId, refused);
      return;
    }
    case 'tap':
      return tap(actions, typed);
    case 'fault':
      show(typed.socketId);
      return actions.faults.apply(typed.socketId, typed.faults);
    case 'filter':
      setFilter(typed.text);
      return;
    default:
  }
}

/** Selects the connection of a socket, with that socket as the end that acts. */
export function show(socketId: SocketId): void {
  const connection = connectionNow(socketId);
  if (connection) select(connection.id, connection.server === socketId ? 'server' : 'client');
}

async function connect(actions: Actions, target: Place): Promise<void> {
  const dialled = await actions.caller.forWindow(() => actions.call('socket.connect', { target }));
  if (dialled) select(dialled.socketId, 'client');
}

/** A new server, as the form makes one: it asks before others can reach it, and can be undone. */
async function listen(actions: Actions, { place, behaviour }: Extract<Typed, { kind: 'listen' }>): Promise<void> {
  const mock = behaviour ? { otherwise: behaviour } : null;
  await actions.caller.forWindow(() => actions.servers.listenNew({ listen: place, mock }));
}

/** A new tap with the policies the form begins with. */
async function tap(actions: Actions, { listen: place, target }: Extract<Typed, { kind: 'tap' }>): Promise<void> {
  await actions.caller.forWindow(() => actions.taps.startNew({ listen: place, target }));
}
