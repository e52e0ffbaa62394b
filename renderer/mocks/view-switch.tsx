import { useKeysOf } from '../commands/commands-context.tsx';
import { type MainView, showMain, useMocks } from './mocks-store.ts';
import style from './view-switch.module.css';

/** The main views, one beside the other. */
export function ViewSwitch() {
  return (
    <nav className={style.views} aria-label="Views">
      <ViewButton view="bench" title="Bench" />
      <ViewButton view="mocks" title="Mocks" />
    </nav>
  );
}

function ViewButton({ view, title }: { view: MainView; title: string }) {
  const here = useMocks((s) => s.view === view);
  const keys = useKeysOf(`view.${view}`);
  return (
    <button
      type="button"
      className={style.view}
      aria-current={here ? 'page' : undefined}
      aria-keyshortcuts={keys.aria}
      title={keys.shown === undefined ? title : `${title} (${keys.shown})`}
      data-testid={`view-${view}`}
      onClick={() => showMain(view)}
    >
      {title}
    </button>
  );
}
