import { X } from 'lucide-react';
import { dismiss, useView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import style from './bench.module.css';

/** What should be said and belongs to no row: kept until it is dismissed. */
export function Notices() {
  const notices = useView((s) => s.notices);
  return (
    <div className={style.notices} aria-live="polite" data-testid="notices">
      {notices.map(({ id, severity, title, why }) => (
        <div key={id} className={`${style.notice} ${severity === 'problem' ? style.problem : ''}`}>
          <strong>{title}</strong>
          <Button look="quiet" small icon={<X size={14} />} label="Dismiss" onClick={() => dismiss(id)} />
          {why && <p>{why}</p>}
        </div>
      ))}
    </div>
  );
}
