import { Bell } from 'lucide-react';
import { openNotices, useNotices } from '../state/notices.ts';
import style from './notices.module.css';

/** The counter in the status bar that opens the drawer. */
export function NoticesButton() {
  const { open, unseen, notices } = useNotices();
  const worst = (['problem', 'warning'] as const).find((s) => notices.slice(0, unseen).some((n) => n.severity === s));
  const words = unseen === 0 ? 'Notices' : `Notices, ${unseen} new`;
  return (
    <button
      type="button"
      className={style.counter}
      data-severity={worst}
      data-testid="notices-button"
      aria-expanded={open}
      aria-controls="notices-drawer"
      aria-label={words}
      title={words}
      onClick={() => openNotices(!open)}
    >
      <Bell size={14} aria-hidden />
      {unseen > 0 && <span>{unseen > 99 ? '99+' : unseen}</span>}
    </button>
  );
}
