import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { severityWords } from '../../shared/model/notices.ts';
import { dismissToast, type Toast, useNotices } from '../state/notices.ts';
import { Button } from '../ui/button.tsx';
import style from './notices.module.css';

const SHOWN_MS = 8_000;

/** What was just said, at the bottom of the window: problems until they are dismissed, the rest for eight seconds. */
export function Notices() {
  const toasts = useNotices((s) => s.toasts);
  return (
    <div className={style.toasts} aria-live="polite" data-testid="notices">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

/** One of them. Its time stands still while the pointer is on it or the focus in it. */
function ToastCard({ toast }: { toast: Toast }) {
  const { id, severity, title, why, action } = toast;
  const [held, setHeld] = useState(false);
  const left = useRef(SHOWN_MS);
  const stays = severity === 'problem';
  useEffect(() => {
    if (stays || held) return undefined;
    const startedAt = performance.now();
    const timer = setTimeout(() => dismissToast(id), left.current);
    return () => {
      clearTimeout(timer);
      left.current -= performance.now() - startedAt;
    };
  }, [stays, held, id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only stops its time; nothing is done by it
    <div
      className={style.toast}
      data-severity={severity}
      data-testid="toast"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className={style.words}>
        <strong>
          {severity !== 'info' && <span className="visually-hidden">{severityWords[severity]}: </span>}
          {title}
        </strong>
        {why && <p>{why}</p>}
      </div>
      {action && (
        <Button
          small
          testId="toast-action"
          onClick={() => {
            dismissToast(id);
            action.run();
          }}
        >
          {action.title}
        </Button>
      )}
      <Button look="quiet" small icon={<X size={14} />} label="Dismiss" onClick={() => dismissToast(id)} />
    </div>
  );
}
