// Steps that lead to where something is shown.
import type { SocketId } from '../../../shared/contract/fields.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { setFilter } from '../../bench/grid/grid-store.ts';
import { showMain } from '../../mocks/mocks-store.ts';
import { connectionNow } from '../../state/lab-store.ts';
import { seek, select, showTab, type Tab } from '../../state/view-store.ts';
import { desktopShell } from '../../transports/desktop-shell.ts';
import { copyText } from './copy-text.ts';
import type { Step, Steps } from './steps.ts';

/** Steps that show more about one socket. */
export function viewSteps(socketId: SocketId): Steps {
  return {
    'show-ladder': { title: 'Show in ladder', testId: 'show-ladder', run: () => goTo(socketId, 'ladder') },
    'show-attempts': {
      title: 'Details of the attempts',
      testId: 'show-attempts',
      run: () => {
        goTo(socketId, 'options');
        seek('attempts');
      },
    },
    'show-time-wait': {
      title: 'Show TIME_WAIT',
      testId: 'show-time-wait',
      run: () => {
        showBench();
        setFilter('kernel:time_wait');
      },
    },
  };
}

/** Shows a file among others: by the desktop's file manager, or, where there is none, by its path to paste there. */
export const showInFolder = (path: string): Step =>
  desktopShell
    ? { title: 'Show in folder', testId: 'show-in-folder', run: () => desktopShell?.showInFolder(path) }
    : { title: 'Copy its path', testId: 'show-in-folder', run: () => copyText(path) };

/** Shows the connection a notice is about. */
export const goToSocket = ({ socketId }: Socket) => goTo(socketId, 'stream');

function goTo(socketId: SocketId, tab: Tab): void {
  const connection = connectionNow(socketId);
  showBench();
  select(connection?.id ?? socketId, connection?.server === socketId ? 'server' : 'client');
  showTab(tab);
}

const showBench = () => showMain('bench');
