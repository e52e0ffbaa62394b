import { X } from 'lucide-react';
import { formatCounted } from '../../shared/format.ts';
import { severityWords } from '../../shared/model/notices.ts';
import { useActions } from '../actions/actions-context.tsx';
import { StepButtons } from '../actions/steps/step-buttons.tsx';
import { goToSocket, serverNoticeSteps, socketSteps } from '../actions/steps/steps.ts';
import { useLab } from '../state/lab-store.ts';
import { clearNotices, muteKind, type Notice, openNotices, unmuteAll, useNotices } from '../state/notices.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import style from './notices.module.css';

/** Everything worth knowing, newest first, above the status bar. */
export function NoticesDrawer() {
  const { notices, muted } = useNotices();
  return (
    <section
      id="notices-drawer"
      className={style.drawer}
      aria-label="Notices"
      data-testid="notices-drawer"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header>
        <h2>Notices</h2>
        {muted.size > 0 && (
          <Button small onClick={unmuteAll} testId="unmute">
            {formatCounted(muted.size, 'kind is', 'kinds are')} muted: show again
          </Button>
        )}
        <span className={style.spacer} />
        <Button
          small
          onClick={clearNotices}
          unavailable={notices.length === 0 ? 'There is nothing to clear' : undefined}
        >
          Clear
        </Button>
        <Button look="quiet" small icon={<X size={16} />} label="Close notices" onClick={close} />
      </header>
      {notices.length === 0 ? (
        <p className={style.none}>
          <strong>No notices.</strong>
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        <ul tabIndex={0} aria-label="Notices, newest first">
          {notices.map((notice) => (
            <NoticeItem key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
    </section>
  );
}

function close(): void {
  openNotices(false);
  document.querySelector<HTMLElement>('[data-testid=notices-button]')?.focus();
}

function NoticeItem({ notice }: { notice: Notice }) {
  const actions = useActions();
  const { severity, title, why, at, count, socketId, serverId, kind, steps } = notice;
  const socket = useLab((s) => (socketId === undefined ? undefined : s.lab.sockets.get(socketId)));
  const server = useLab((s) => (serverId === undefined ? undefined : s.lab.servers.get(serverId)));
  const time = new Date(at).toLocaleTimeString(undefined, { hourCycle: 'h23' });
  const failure = { code: kind, message: title, why };
  const available = socket ? socketSteps(actions, socket, failure) : serverNoticeSteps(actions, server);
  return (
    <li className={style.notice} data-testid="notice" data-severity={severity} data-kind={kind}>
      <span className={style.severity}>{severityWords[severity]}</span>
      <div className={style.words}>
        <strong>{title}</strong>
        {count > 1 && <span className={style.count}>×{count}</span>}
        {why && <p>{why}</p>}
        <p className={style.facts}>
          <time dateTime={new Date(at).toISOString()}>{time}</time>
          {socketId !== undefined && <span>#{socketId}</span>}
        </p>
      </div>
      <div className={style.tools}>
        <StepButtons next={steps} steps={available} />
        {socket && (
          <Button small testId="notice-jump" onClick={() => goToSocket(socket)}>
            Show #{socket.socketId}
          </Button>
        )}
        <CopyButton
          small
          label="Copy this notice"
          text={[time, severityWords[severity], title, why].filter(Boolean).join(' · ')}
        />
        <Button
          look="quiet"
          small
          testId="notice-mute"
          onClick={() => muteKind(kind)}
          title="Note nothing of this kind until it is shown again"
        >
          Mute
        </Button>
      </div>
    </li>
  );
}
