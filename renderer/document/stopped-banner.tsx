import { X } from 'lucide-react';
import type { ServerId } from '../../shared/contract/fields.ts';
import { formatCounted } from '../../shared/format.ts';
import { useActions } from '../actions/actions-context.tsx';
import { useSidebar } from '../bench/sidebar/sidebar-store.ts';
import { useLab } from '../state/lab-store.ts';
import { tellNoMore, useOpened } from '../state/opened.ts';
import { Button } from '../ui/button.tsx';
import style from './document.module.css';

/** After a lab was opened: its servers are stopped, because opening never opens a port (ux.md 1.6). */
export function StoppedBanner() {
  const told = useOpened((s) => s.told);
  const servers = useLab((s) => s.lab.servers);
  const selected = useSidebar((s) => s.selected);
  const actions = useActions();
  const stopped = told ? [] : [...servers.values()].filter(({ state }) => state === 'stopped');
  if (stopped.length === 0) return null;
  const ids = stopped.map(({ serverId }) => serverId);
  const chosen = ids.find((id) => selected === `s${id}`);
  const start = (serverIds: readonly ServerId[]) => void actions.servers.startAll(serverIds);
  return (
    <div className={style.banner} role="status" data-testid="stopped-banner">
      <span>{formatCounted(ids.length, 'server is', 'servers are')} stopped.</span>
      <Button small look="primary" testId="start-all" onClick={() => start(ids)}>
        Start all ({ids.length})
      </Button>
      <Button
        small
        testId="start-selected"
        unavailable={chosen === undefined ? 'Select a stopped server in the sidebar first' : undefined}
        onClick={() => chosen !== undefined && start([chosen])}
      >
        Start selected
      </Button>
      <span className={style.spacer} />
      <Button look="quiet" small icon={<X size={14} />} label="Dismiss" onClick={tellNoMore} />
    </div>
  );
}
