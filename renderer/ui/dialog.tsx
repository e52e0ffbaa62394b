import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import style from './dialog.module.css';
import { useModal } from './use-modal.ts';

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
  // The close button comes first in the document; the first field is where the person wants to be.
  const dialog = useModal((it) =>
    it.querySelector<HTMLElement>('[data-first] input:not([type=radio]), [data-first] select')?.focus(),
  );
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
      onClose={onClose} // a second Escape closes it whatever we say
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
