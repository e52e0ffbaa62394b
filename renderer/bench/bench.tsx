import { Group, Panel, Separator } from 'react-resizable-panels';
import { HowToDialog } from '../actions/steps/how-to.tsx';
import { RetryStrip } from '../actions/steps/retry-strip.tsx';
import { useNativeMenu } from '../commands/native-menu.ts';
import { useSurface } from '../commands/surface-store.ts';
import { Surfaces } from '../commands/surfaces.tsx';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { DropZone } from '../document/drop-zone.tsx';
import { LabNameDialog } from '../document/lab-name.tsx';
import { StoppedBanner } from '../document/stopped-banner.tsx';
import { useSettingsView } from '../settings/settings-store.ts';
import { SettingsView } from '../settings/settings-view.tsx';
import { Start } from '../start/start.tsx';
import { isEmptyLab, useStartView } from '../start/start-store.ts';
import { useLab } from '../state/lab-store.ts';
import { useView } from '../state/view-store.ts';
import { AskDialog } from '../ui/ask.tsx';
import style from './bench.module.css';
import { ConnectDialog } from './forms/connect-dialog.tsx';
import { ListenDialog } from './forms/listen-dialog.tsx';
import { ConnectionsGrid } from './grid/connections-grid.tsx';
import { FreezeBanner } from './grid/grid-banners.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { TimeoutDialog } from './inspector/timeout-dialog.tsx';
import { Notices } from './notices.tsx';
import { NoticesDrawer } from './notices-drawer.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';

/** The everyday view: endpoints, connections, and the one that is looked at. An empty lab shows Start in its place. */
export function Bench() {
  useShortcuts();
  useNativeMenu();
  const empty = useLab(isEmptyLab);
  const start = useStartView((s) => s.open);
  const settings = useSettingsView((s) => s.open);
  const ready = useLab((s) => s.about !== undefined);
  return (
    <div className={style.app}>
      <div>
        <Toolbar />
        <LinkBanner />
        <FreezeBanner />
        <StoppedBanner />
        <RetryStrip />
      </div>
      {settings || empty || start ? (
        <main className={style.main}>{settings ? <SettingsView /> : ready && <Start />}</main>
      ) : (
        <Panes />
      )}
      <div>
        <NoticesDrawer />
        <StatusBar />
      </div>
      <Notices />
      <Dialogs />
      <HowToDialog />
      <LabNameDialog />
      <AskDialog />
      <Surfaces />
      <DropZone />
    </div>
  );
}

function Panes() {
  const sidebar = useSurface((s) => s.sidebar);
  return (
    <div className={style.main}>
      <Group id="bench" orientation="horizontal">
        {sidebar && (
          <Panel
            id="endpoints"
            defaultSize="236px"
            minSize="180px"
            maxSize="480px"
            groupResizeBehavior="preserve-pixel-size"
          >
            <Sidebar />
          </Panel>
        )}
        {sidebar && <Separator className={style.separator ?? ''} data-axis="x" aria-label="Endpoints" />}
        <Panel id="work" minSize="320px">
          <Group id="work-group" orientation="vertical">
            <Panel id="connections" defaultSize="36" minSize="110px">
              <main className={style.pane}>
                <ConnectionsGrid />
              </main>
            </Panel>
            <Separator className={style.separator ?? ''} data-axis="y" aria-label="Connections" />
            <Panel id="inspector" minSize="200px">
              <Inspector />
            </Panel>
          </Group>
        </Panel>
      </Group>
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

/** The form that is open, if there is one. */
export function Dialogs() {
  const dialog = useView((s) => s.dialog);
  switch (dialog?.kind) {
    case 'listen':
      return <ListenDialog key={`listen-${dialog.serverId}`} serverId={dialog.serverId} />;
    case 'connect':
      return (
        <ConnectDialog key={`connect-${dialog.clientId}-${dialog.host}-${dialog.port}-${dialog.path}`} {...dialog} />
      );
    case 'timeout':
      return <TimeoutDialog socketId={dialog.socketId} />;
    default:
      return null;
  }
}
