import { lazy, Suspense } from 'react';
import { useHowTo } from '../actions/steps/how-to-store.ts';
import { RetryStrip } from '../actions/steps/retry-strip.tsx';
import { useNativeMenu } from '../commands/native-menu.ts';
import { Surfaces } from '../commands/surfaces.tsx';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { DropZone } from '../document/drop-zone.tsx';
import { LabNameDialog } from '../document/lab-name.tsx';
import { StoppedBanner } from '../document/stopped-banner.tsx';
import { useMocks } from '../mocks/mocks-store.ts';
import { useSettingsView } from '../settings/settings-store.ts';
import { Start } from '../start/start.tsx';
import { isEmptyLab, useStartView } from '../start/start-store.ts';
import { useLab } from '../state/lab-store.ts';
import { useNotices } from '../state/notices.ts';
import { closeDialog, type Dialog, useView } from '../state/view-store.ts';
import { AskDialog } from '../ui/ask.tsx';
import { late } from '../ui/late.ts';
import { useModal } from '../ui/use-modal.ts';
import style from './bench.module.css';
import { RepeatPills } from './composer/repeat-pills.tsx';
import { FreezeBanner } from './grid/grid-banners.tsx';
import { Notices } from './notices.tsx';
import { NoticesDrawer } from './notices-drawer.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';

// An empty lab shows Start first: the panes come right after, and the settings when they are wanted.
const panes = import('./panes.tsx').then((it) => ({ default: it.Panes }));
const Panes = lazy(() => panes);
const MocksView = late(() => import('../mocks/mocks-view.tsx').then((it) => ({ default: it.MocksView })));
const ListenDialog = late(() => import('./forms/listen-dialog.tsx').then((it) => ({ default: it.ListenDialog })));
const ConnectDialog = late(() => import('./forms/connect-dialog.tsx').then((it) => ({ default: it.ConnectDialog })));
const TimeoutDialog = late(() =>
  import('./inspector/timeout-dialog.tsx').then((it) => ({ default: it.TimeoutDialog })),
);
const TapDialog = late(() => import('../taps/tap-dialog.tsx').then((it) => ({ default: it.TapDialog })));
const HowToDialog = late(() => import('../actions/steps/how-to.tsx').then((it) => ({ default: it.HowToDialog })));
const SettingsView = late(() => import('../settings/settings-view.tsx').then((it) => ({ default: it.SettingsView })));

/** The everyday view: endpoints, connections, and the one that is looked at. An empty lab shows Start in its place. */
export function Bench() {
  useShortcuts();
  useNativeMenu();
  const empty = useLab(isEmptyLab);
  const start = useStartView((s) => s.open);
  const settings = useSettingsView((s) => s.open);
  const view = useMocks((s) => s.view);
  const ready = useLab((s) => s.about !== undefined);
  const notices = useNotices((s) => s.open);
  const howTo = useHowTo((s) => s.topic !== undefined);
  return (
    <div className={style.app}>
      <div>
        <Toolbar />
        <LinkBanner />
        <FreezeBanner />
        <StoppedBanner />
        <RetryStrip />
      </div>
      {view === 'mocks' && !settings && !start ? (
        <div className={style.main}>
          <Suspense>{ready && <MocksView />}</Suspense>
        </div>
      ) : settings || empty || start ? (
        <main className={style.main}>
          <Suspense>{settings ? <SettingsView /> : ready && <Start />}</Suspense>
        </main>
      ) : (
        <Suspense>
          <Panes />
        </Suspense>
      )}
      <div>
        {notices && <NoticesDrawer />}
        <RepeatPills />
        <StatusBar />
      </div>
      <Notices />
      <Dialogs />
      <Suspense>{howTo && <HowToDialog />}</Suspense>
      <LabNameDialog />
      <AskDialog />
      <Surfaces />
      <DropZone />
    </div>
  );
}

/** Says that the engine is out of reach. */
export function LinkBanner() {
  const link = useLab((s) => s.link);
  const reason = useLab((s) => s.linkReason);
  if (link !== 'lost') return null;
  return (
    <p className={style.banner} role="alert">
      Not connected to Socket Lab: {reason}. What is shown may be out of date. Trying again every second.
    </p>
  );
}

/** The form that is open, if there is one. Each kind waits for itself: one that is left must not linger behind another. */
export function Dialogs() {
  const dialog = useView((s) => s.dialog);
  return (
    dialog && (
      <Suspense key={dialog.kind} fallback={<DialogWait />}>
        <OpenDialog dialog={dialog} />
      </Suspense>
    )
  );
}

/** Stands for a form that is being loaded: keys are for it already, and Escape is meant for it. */
function DialogWait() {
  const dialog = useModal();
  return <dialog ref={dialog} className={style.wait} aria-label="A form opens" onClose={closeDialog} />;
}

function OpenDialog({ dialog }: { dialog: Dialog }) {
  switch (dialog.kind) {
    case 'listen':
      return <ListenDialog key={`listen-${dialog.serverId}`} {...dialog} />;
    case 'connect':
      return (
        <ConnectDialog key={`connect-${dialog.clientId}-${dialog.host}-${dialog.port}-${dialog.path}`} {...dialog} />
      );
    case 'tap':
      return <TapDialog key={`tap-${dialog.tapId}`} {...dialog} />;
    default:
      return <TimeoutDialog socketId={dialog.socketId} />;
  }
}
