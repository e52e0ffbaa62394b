import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import style from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly testId?: string;
  readonly footer: ReactNode;
  readonly children: ReactNode;
  /** Escape, the close button, or a click outside. */
  readonly onClose: () => void;
  readonly onSubmit: () => void;
}

/** A modal form. The browser traps the focus and gives it back to the opener. */
export function Dialog({ title, testId, footer, children, onClose, onSubmit }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // The close button comes first in the document; the first field is where the person wants to be.
    dialog.current?.querySelector<HTMLElement>('[data-first] input:not([type=radio]), [data-first] select')?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={style.dialog}
      data-testid={testId}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
    >
      <form
        method="dialog"
        noValidate
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <div className={style.header}>
          <h2 id="dialog-title">{title}</h2>
          <Button look="quiet" icon={<X size={16} />} label="Close" onClick={onClose} />
        </div>
        <div className={style.body} data-first>
          {children}
        </div>
        <div className={style.footer}>{footer}</div>
      </form>
    </dialog>
  );
}
