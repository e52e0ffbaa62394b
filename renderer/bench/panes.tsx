import { Group, Panel, Separator } from 'react-resizable-panels';
import { useSurface } from '../commands/surface-store.ts';
import style from './bench.module.css';
import { ConnectionsGrid } from './grid/connections-grid.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import './stream/stream.tsx'; // the tab that is shown first comes along

/** Endpoints, connections and the inspector, side by side. */
export function Panes() {
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
