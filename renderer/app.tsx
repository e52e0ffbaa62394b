import { lazy, Suspense, useEffect, useMemo } from 'react';
import type { Actions } from './actions/actions.ts';
import { ActionsProvider } from './actions/actions-context.tsx';
import { Bench } from './bench/bench.tsx';
import { inspectedHere } from './bench/inspector/own-window.ts';
import { allCommands } from './commands/all-commands.ts';
import { CommandBook, CommandsProvider } from './commands/commands-context.tsx';
import { DocumentKeeping } from './document/document-keeping.tsx';
import type { LabSession } from './state/session.ts';
import { SessionProvider } from './state/session-context.tsx';
import { type Settings, useSettings } from './state/settings.ts';
import { notify } from './state/view-store.ts';
import { desktopShell } from './transports/desktop-shell.ts';
import { Boundary } from './ui/boundary.tsx';

const InspectorWindow = lazy(() =>
  import('./bench/inspector/inspector-window.tsx').then((it) => ({ default: it.InspectorWindow })),
);

/** What this window was opened for: one connection, or the whole bench. */
const inspected = inspectedHere();

export function App({ session, actions }: { session: LabSession; actions: Actions }) {
  useTheme(useSettings((s) => s.theme));
  useLook();
  const book = useMemo(() => new CommandBook(allCommands(actions), (error) => actions.caller.say(error)), [actions]);
  return (
    <SessionProvider session={session}>
      <ActionsProvider actions={actions}>
        <Boundary>
          <CommandsProvider book={book}>
            {inspected === undefined ? (
              <>
                <DocumentKeeping />
                <Bench />
              </>
            ) : (
              <Suspense>
                <InspectorWindow socketId={inspected} />
              </Suspense>
            )}
          </CommandsProvider>
        </Boundary>
      </ActionsProvider>
    </SessionProvider>
  );
}

/** Puts density, font and stillness on the document, for the style sheets. */
function useLook(): void {
  const { density, font, reduceMotion } = useSettings();
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.density = density;
    dataset.font = font;
    dataset.motion = reduceMotion ? 'none' : 'normal';
    loadFont(font);
  }, [density, font, reduceMotion]);
}

/** Puts the chosen theme on the document, following the system where that was chosen. */
function useTheme(theme: Settings['theme']): void {
  useEffect(() => {
    desktopShell?.setTheme(theme === 'contrast' ? 'dark' : theme);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    };
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, [theme]);
}

/** Loads the font of high legibility when it is chosen; most never need it. */
function loadFont(font: Settings['font']): void {
  if (font !== 'legible') return;
  import('@fontsource-variable/atkinson-hyperlegible-next').catch(() =>
    notify('problem', 'The font could not be loaded.', 'The usual one is shown in its place.'),
  );
}
