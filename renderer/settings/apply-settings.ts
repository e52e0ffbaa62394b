import { useEffect, useRef } from 'react';
import { useActions } from '../actions/actions-context.tsx';
import { useLab } from '../state/lab-store.ts';
import { defaultSettings, useSettings } from '../state/settings.ts';

/** Tells the engine what of the payload to keep, when that was chosen and each time an engine is met. */
export function useApplySettings(): void {
  const actions = useActions();
  const live = useLab((s) => s.link === 'live');
  const payload = useSettings((s) => s.capturePayload);
  const maxBytes = useSettings((s) => s.captureBytesPerSocket);
  const asItComes = payload === defaultSettings.capturePayload && maxBytes === defaultSettings.captureBytesPerSocket;
  const told = useRef(false); // once it was told otherwise, going back to how it comes must be told, too
  useEffect(() => {
    if (!live || (asItComes && !told.current)) return;
    told.current = true;
    void actions.caller.forWindow(() =>
      actions.call('capture.configure', { keep: payload ? 'all' : 'counts', maxBytes }),
    );
  }, [actions, live, asItComes, payload, maxBytes]);
}
