import { useState } from 'react';
import { Group, type Layout, type LayoutChangedMeta, Panel, Separator } from 'react-resizable-panels';
import { useActions } from '../actions/actions-context.tsx';
import { useSurface } from '../commands/surface-store.ts';
import { useOpened } from '../state/opened.ts';
import style from './bench.module.css';
import { keepSizes, sizesOf, useKeptTab } from './bench-layout.ts';
import { useFirstArrival } from './first-arrival.ts';
import { ConnectionsGrid } from './grid/connections-grid.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import './stream/stream.tsx'; // the tab that is shown first comes along

/** Endpoints, connections and the inspector, side by side. */
export function Panes() {
  const sidebar = useSurface((s) => s.sidebar);
  const opened = useOpened((s) => s.labs);
  return <PanesOfLab key={opened} sidebar={sidebar} />;
}

/** Panes as the lab was left with them. */
function PanesOfLab({ sidebar }: { sidebar: boolean }) {
  const actions = useActions();
  useKeptTab();
  useFirstArrival();
  const [kept] = useState(() => ({
    bench: sizesOf('bench', sidebar ? ['endpoints', 'work'] : ['work']),
    work: sizesOf('work', ['connections', 'inspector']),
  }));
  const keeper =
    (group: string) =>
    (_: Layout, { isUserInteraction, requestedLayout }: LayoutChangedMeta) => {
      if (isUserInteraction && requestedLayout) keepSizes(actions, group, requestedLayout);
    };
  return (
    <div className={style.main}>
      <Group id="bench" orientation="horizontal" defaultLayout={kept.bench} onLayoutChanged={keeper('bench')}>
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
          <Group id="work-group" orientation="vertical" defaultLayout={kept.work} onLayoutChanged={keeper('work')}>
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
