import { useMemo } from 'react';
import type { About } from '../../shared/contract/methods/lab.ts';
import { formatRate } from '../../shared/format.ts';
import { tally } from '../../shared/model/connections.ts';
import { engineNow, useLiveText } from '../state/clock.ts';
import { useConnections, useLab } from '../state/lab-store.ts';
import { useSession } from '../state/session-context.tsx';
import style from './bench.module.css';
import { NoticesButton } from './notices-button.tsx';

/** From this share of the descriptors on, new clients may be turned away unseen (ux.md 6.5, 26). */
const CROWDED = 0.9;

/** What each level of the kernel's view means. */
const kernelHelp: Readonly<Record<About['kernelView'], string>> = {
  full: 'States, queues and timers of the kernel can be read here.',
  basic: 'States and queues of the kernel can be read here, without timers.',
  states: 'Only the states of the kernel can be read here.',
  none: 'The kernel’s view is not available on this computer. Node’s view is exact.',
};

export function StatusBar() {
  const sockets = useLab((s) => s.lab.sockets);
  const connections = useConnections();
  const stats = useLab((s) => s.stats);
  const about = useLab((s) => s.about);
  const link = useLab((s) => s.link);
  const { rates } = useSession();
  const counts = useMemo(() => tally(sockets, connections), [sockets, connections]);
  const throughput = useLiveText<HTMLSpanElement>(() => {
    const now = engineNow();
    let [sent, received] = [0, 0];
    for (const { id } of connections) {
      const rate = rates.now(id, now);
      sent += rate.sent;
      received += rate.received;
    }
    return `↑ ${formatRate(sent)}  ↓ ${formatRate(received)}`;
  });
  const crowded = stats?.fds != null && stats.fdLimit != null && stats.fds > stats.fdLimit * CROWDED;
  return (
    <footer className={style.status} tabIndex={-1} data-testid="status-bar">
      <span data-testid="status-counts">
        {counts.open} open · {counts.halfClosed} half-closed · {counts.waiting} waiting
      </span>
      <span ref={throughput} />
      {stats?.fds != null && (
        <span
          className={crowded ? style.warn : undefined}
          title="Open file descriptors of this process, of those it may have"
        >
          FD {stats.fds}
          {stats.fdLimit === null ? '' : `/${stats.fdLimit}`}
          {crowded ? ' · new clients may be turned away unseen' : ''}
        </span>
      )}
      <span style={{ flex: 1 }} />
      {about && (
        <span title={kernelHelp[about.kernelView]} data-testid="status-kernel">
          Kernel view: {about.kernelView}
        </span>
      )}
      <NoticesButton />
      <span>{link === 'live' ? 'Live' : link === 'lost' ? 'Not connected' : 'Connecting…'}</span>
    </footer>
  );
}
