import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Opens a dialog as a modal one while it is there, and gives the focus back to what opened it when it goes, however it
 * goes (ux.md 8, number 27). A menu that opened it is gone by then: its button takes the focus.
 */
export function useModal(focusFirst?: (dialog: HTMLDialogElement) => void): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  const first = useRef(focusFirst);
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const focused = document.activeElement;
    const opener = focused?.closest('[role=menu]') ? document.querySelector('[data-popup-open]') : focused;
    dialog.showModal();
    first.current?.(dialog);
    return () => {
      dialog.close();
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return ref;
}
