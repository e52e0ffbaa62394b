// The steps after a failure (`NextStep`), each as a button: what it is called and what it does, by what failed.
import type { Client } from '../../../shared/contract/document.ts';
import type { Failure, NextStep } from '../../../shared/contract/failures.ts';
import type { Listen } from '../../../shared/contract/listen-options.ts';
import type { Server, Socket } from '../../../shared/contract/records.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { connectionNow, useLab } from '../../state/lab-store.ts';
import { notify } from '../../state/notices.ts';
import { closeDialog, openDialog, select, speakAs } from '../../state/view-store.ts';
import type { Actions } from '../actions.ts';
import { startRetry } from '../retry.ts';
import { copyText } from './copy-text.ts';
import { openHowTo } from './how-to-store.ts';
import { anyRepeats, stopEveryRepeat } from './stop-repeats.ts';
import { goToSocket, showInFolder, viewSteps } from './view-steps.ts';

export interface Step {
  readonly title: string;
  /** Why it cannot be taken now. */
  readonly unavailable?: string | undefined;
  readonly testId?: string;
  readonly run: () => unknown;
}
export type Steps = { readonly [S in NextStep]?: Step };

const EVERY_SECOND_MS = 1_000;
const FAST_MS = 100;
const PATH_LOOK_MS = 300;
const IMPATIENT_MS = 5_000;

/** Steps that need nothing but the machine. */
function commonSteps(actions: Actions): Steps {
  return {
    'raise-limit': { title: 'How to raise the limit', run: () => openHowTo('raise-limit') },
    'how-to-allow': { title: 'How to allow it', run: () => openHowTo('how-to-allow') },
    'stop-repeats': {
      title: 'Stop repeats',
      testId: 'stop-repeats',
      unavailable: anyRepeats() ? undefined : 'Nothing is being repeated',
      run: () => stopEveryRepeat(actions),
    },
    'close-ended': { title: 'Close ended ones', testId: 'close-ended', run: () => closeEnded(actions) },
  };
}

/** The next port that no server of this lab listens on. */
export function nextPort(port: number): number {
  const taken = new Set(
    [...useLab.getState().lab.servers.values()].flatMap(({ address }) =>
      address !== null && typeof address === 'object' ? [address.port] : [],
    ),
  );
  let next = port + 1;
  while (taken.has(next) && next < 65_535) next++;
  return next > 65_535 ? 0 : next;
}

/** Where a short path can be made, for a path that cannot. */
export function shortPath(path: string): string | undefined {
  const folder = useLab.getState().about?.tempFolder;
  if (!folder) return undefined;
  const name =
    path
      .replace(/.*\//su, '')
      .slice(-32)
      .replace(/[^\w.-]/gu, '-') || 'app.sock';
  return `${folder}/${name}`;
}

/** Steps about a server that could not listen. `move` gives it another address and tries again. */
export function listenSteps(
  actions: Actions,
  listen: Listen,
  move: (change: Partial<Listen>) => unknown,
  edit: () => void,
): Steps {
  const port = Number(listen.port ?? 0);
  const next = nextPort(port);
  const path = typeof listen.path === 'string' ? listen.path : undefined;
  const short = path === undefined ? undefined : shortPath(path);
  const owner = ownerOf(listen);
  return {
    ...commonSteps(actions),
    'use-next-port': {
      title: next === 0 ? 'Any free port' : `Use ${next}`,
      testId: 'use-next-port',
      run: () => move({ port: next }),
    },
    'use-any-port': { title: 'Any free port', run: () => move({ port: 0 }) },
    'use-high-port': { title: `Use ${port + 8000}`, run: () => move({ port: port + 8000 }) },
    'use-loopback': { title: '127.0.0.1', testId: 'use-loopback', run: () => move({ host: '127.0.0.1' }) },
    'connect-to-it': {
      title: path === undefined ? 'Connect to it instead' : 'Connect to it',
      testId: 'connect-to-it',
      run: () =>
        openDialog(path === undefined ? { kind: 'connect', host: listen.host ?? '', port } : { kind: 'connect', path }),
    },
    ...(owner && {
      'go-to-server': { title: `Go to ${owner.name}`, testId: 'go-to-server', run: () => goToServer(owner) },
    }),
    ...(path !== undefined && {
      'remove-stale-socket': {
        title: 'Remove it and listen',
        testId: 'remove-stale',
        run: async () => {
          await actions.call('path.removeStale', { path });
          await move({});
        },
      },
      'create-folder': {
        title: 'Create folder',
        testId: 'create-folder',
        run: async () => {
          await actions.call('path.createFolder', { path });
          await move({});
        },
      },
      'show-in-folder': showInFolder(path),
    }),
    ...(short !== undefined && {
      'use-temp-path': { title: `Use ${short}`, testId: 'use-temp-path', run: () => move({ path: short }) },
    }),
    'choose-other-path': { title: 'Choose another path', testId: 'choose-other-path', run: edit },
    'edit-address': { title: 'Edit address', testId: 'edit-address', run: edit },
    'try-again': { title: 'Try again', run: () => move({}) },
  };
}

/** Steps about a connection that could not be made, or that ended. */
export function socketSteps(actions: Actions, socket: Socket, failure: Failure): Steps {
  const { socketId, origin, target, options, clientId } = socket;
  const { sockets, clients, servers } = actions;
  const act = (method: 'socket.destroy') => sockets.act(socketId, method);
  const peer = connectionNow(socketId);
  const otherEnd = peer && (peer.client === socketId ? peer.server : peer.client);
  const common: Steps = {
    ...commonSteps(actions),
    ...viewSteps(socketId),
    'close-now': { title: 'Close now', run: () => act('socket.destroy') },
    'close-idle': { title: 'Close', testId: 'close-idle', run: () => act('socket.destroy') },
    'change-idle-action': {
      title: 'Change action',
      testId: 'change-idle-action',
      run: () => openDialog({ kind: 'timeout', socketId }),
    },
    ...(otherEnd !== undefined && {
      'speak-as-server': {
        title: peer?.client === socketId ? 'Speak as server' : 'Speak as client',
        testId: 'speak-as-server',
        run: () => speakAs(peer?.client === socketId ? 'server' : 'client'),
      },
    }),
  };
  if (origin !== 'dialled' || !target) return common;
  const path = typeof target.path === 'string' ? target.path : undefined;
  const definition = { ...(socket.name !== undefined && { name: socket.name }), target, options };
  const again = () => sockets.dialAgain(socketId);
  /** Changes what the client is defined by, if it is one, and dials anew. */
  const redial = async (change: Partial<Omit<Client, 'clientId'>>) => {
    const client = useLab.getState().lab.document.clients.find((one) => one.clientId === clientId);
    const changed = { ...definition, ...change };
    if (client) await clients.change(client, changed);
    await actions.caller.forWindow(async () => {
      const dialled = await actions.call('socket.connect', {
        ...changed,
        ...(client && { clientId: client.clientId }),
      });
      select(dialled.socketId, 'client');
    });
  };
  const edit = () =>
    openDialog({
      kind: 'connect',
      ...(clientId !== undefined && { clientId }),
      ...(path === undefined ? { host: target.host ?? '', port: Number(target.port ?? 0) } : { path }),
    });
  const { localAddress: _, localPort: __, ...anyLocal } = target;
  const group = /you are not in “([^”]+)”/u.exec(failure.why ?? '')?.[1];
  return {
    ...common,
    'try-again': { title: 'Try again', testId: 'try-again', run: again },
    reconnect: { title: 'Reconnect', testId: 'try-again', run: again },
    'open-new-connection': {
      title: 'Open a new connection',
      testId: 'try-again',
      run: () => sockets.dialOnceMore(socketId),
    },
    retry: {
      title: 'Retry every second',
      testId: 'retry',
      run: () => startRetry(actions.caller, socket, EVERY_SECOND_MS),
    },
    'retry-fast': {
      title: 'Retry every 100 ms',
      testId: 'retry',
      run: () => startRetry(actions.caller, socket, FAST_MS),
    },
    'wait-for-path': {
      title: 'Wait until it appears',
      testId: 'wait-for-path',
      run: () => startRetry(actions.caller, socket, PATH_LOOK_MS, true),
    },
    'start-server-here': {
      title: 'Start a server here',
      testId: 'start-server-here',
      run: () => servers.startFor(target),
    },
    'let-system-choose': {
      title: 'Let the system choose',
      testId: 'let-system-choose',
      run: () => redial({ target: anyLocal }),
    },
    'use-ipv4': { title: 'Try IPv4', testId: 'use-ipv4', run: () => redial({ target: { ...target, family: 4 } }) },
    'give-up-sooner': {
      title: 'Give up after 5 s next time',
      testId: 'give-up-sooner',
      run: () => redial({ options: { ...options, connectTimeoutMs: IMPATIENT_MS } }),
    },
    'edit-address': { title: 'Edit address', testId: 'edit-address', run: edit },
    'use-ip-address': { title: 'Use an IP address', testId: 'edit-address', run: edit },
    'choose-other-path': { title: 'Choose another path', testId: 'choose-other-path', run: edit },
    ...(path !== undefined && {
      'remove-stale-socket': {
        title: 'Remove leftover',
        testId: 'remove-stale',
        run: () => servers.removeStale(path),
      },
    }),
    ...(group !== undefined && {
      'copy-group-command': {
        title: 'Copy group command',
        testId: 'copy-group-command',
        run: () => copyText(`sudo usermod -aG '${group}' "$USER"`),
      },
    }),
  };
}

/** Steps of a notice about a server. */
export function serverNoticeSteps(actions: Actions, server: Server | undefined): Steps {
  return {
    ...commonSteps(actions),
    ...(server && {
      'raise-server-limit': {
        title: 'Raise limit',
        testId: 'raise-server-limit',
        run: () => actions.servers.raiseLimit(server),
      },
    }),
  };
}

/** Closes what holds descriptors without need: ends whose peer has finished. */
async function closeEnded(actions: Actions): Promise<void> {
  const { sockets } = useLab.getState().lab;
  const ended = [...sockets.values()].filter((socket) => socket.state === 'send-only');
  const kept = [...sockets.values()].filter((socket) => isOver(socket.state));
  for (const { socketId } of ended) await actions.sockets.act(socketId, 'socket.destroy');
  for (const { socketId } of kept) await actions.sockets.act(socketId, 'socket.remove');
  notify('info', `${ended.length} closed, ${kept.length} ended rows forgotten.`);
}

/** The server of this lab that has an address. */
function ownerOf({ port, path }: Listen): Server | undefined {
  return [...useLab.getState().lab.servers.values()].find(({ address }) =>
    typeof address === 'string' ? address === path : address !== null && address.port === Number(port),
  );
}

function goToServer({ serverId }: Server): void {
  closeDialog();
  // While the form is there nothing else can have the focus.
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-endpoint="s${serverId}"]`)?.focus());
}

export { copyText, goToSocket };
