import { useEffect } from 'react';
import { Bench } from './bench/bench.tsx';
import type { Actions } from './state/actions.ts';
import { ActionsProvider } from './state/actions-context.tsx';
import type { LabSession } from './state/session.ts';
import { SessionProvider } from './state/session-context.tsx';
import { type Theme, useView } from './state/view-store.ts';

export function App({ session, actions }: { session: LabSession; actions: Actions }) {
  useTheme(useView((s) => s.theme));
  return (
    <SessionProvider session={session}>
      <ActionsProvider actions={actions}>
        <Bench />
      </ActionsProvider>
    </SessionProvider>
  );
}

/** Puts the chosen theme on the document, following the system where that was chosen. */
function useTheme(theme: Theme): void {
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    };
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, [theme]);
}
