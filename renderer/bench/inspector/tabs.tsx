// The tabs of the inspector, in their order. Another tab is one line here and a component of its own.

import { type ComponentType, type KeyboardEvent, useRef } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import type { Connection } from '../../../shared/model/connections.ts';
import { showTab, type Tab } from '../../state/view-store.ts';
import { late } from '../../ui/late.ts';
import { StreamTools } from '../stream/stream-tools.tsx';
import style from './inspector.module.css';
import { PipesTools } from './pipes/pipes-tools.tsx';
import { tabList } from './tab-list.ts';

// A tab is loaded when it is first looked at; the Stream comes with the panes.
const Stream = late(() => import('../stream/stream.tsx').then((it) => ({ default: it.Stream })));
const EventsTable = late(() => import('./events-table.tsx').then((it) => ({ default: it.EventsTable })));
const Ladder = late(() => import('./ladder/ladder.tsx').then((it) => ({ default: it.Ladder })));
const StateTab = late(() => import('./state/state-tab.tsx').then((it) => ({ default: it.StateTab })));
const Pipes = late(() => import('./pipes/pipes.tsx').then((it) => ({ default: it.Pipes })));
const Chart = late(() => import('./chart/chart.tsx').then((it) => ({ default: it.Chart })));
const FaultsPanel = late(() => import('./faults/faults-panel.tsx').then((it) => ({ default: it.FaultsPanel })));
const OptionsPanel = late(() => import('./options-panel.tsx').then((it) => ({ default: it.OptionsPanel })));

export interface TabProps {
  readonly connection: Connection;
  /** The end that is spoken as. */
  readonly socket: Socket;
}

export interface InspectorTab {
  readonly panel: ComponentType<TabProps>;
  /** Stands at the right end of the row of tabs. */
  readonly tools?: ComponentType<TabProps>;
  /** A picture that needs the room: the Composer is one line under it. */
  readonly picture?: boolean;
}

/** What each tab shows. */
export const inspectorTabs: Readonly<Record<Tab, InspectorTab>> = {
  stream: { panel: ({ socket }) => <Stream key={socket.socketId} socket={socket} />, tools: StreamTools },
  ladder: { panel: (props) => <Ladder key={props.connection.id} {...props} />, picture: true },
  state: { panel: (props) => <StateTab key={props.connection.id} {...props} />, picture: true },
  pipes: { panel: (props) => <Pipes key={props.connection.id} {...props} />, tools: PipesTools, picture: true },
  chart: { panel: (props) => <Chart key={props.connection.id} {...props} />, picture: true },
  events: { panel: EventsTable },
  options: { panel: OptionsPanel },
  faults: { panel: ({ socket }) => <FaultsPanel key={socket.socketId} socket={socket} />, picture: true },
};

/** The row of tabs, as the ARIA pattern has it: arrow keys move, one tab stop. */
export function Tabs({ tab }: { tab: Tab }) {
  const list = useRef<HTMLDivElement>(null);
  function onKeyDown(event: KeyboardEvent): void {
    const at = nextIndex(
      event.key,
      tabList.findIndex((t) => t.id === tab),
    );
    const next = at === undefined ? undefined : tabList[at];
    if (!next || at === undefined) return;
    event.preventDefault();
    showTab(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus();
  }
  return (
    <div ref={list} className={style.tabs} role="tablist" aria-label="Inspector" onKeyDown={onKeyDown}>
      {tabList.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          className={style.tab}
          aria-selected={tab === id}
          aria-controls="inspector-panel"
          tabIndex={tab === id ? 0 : -1}
          data-testid={`tab-${id}`}
          onClick={() => showTab(id)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

function nextIndex(key: string, at: number): number | undefined {
  const count = tabList.length;
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
