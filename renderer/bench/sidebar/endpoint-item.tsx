import { MoreHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useActions } from '../../actions/actions-context.tsx';
import { useCommands } from '../../commands/commands-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ContextMenu, MenuButton } from '../../ui/menu.tsx';
import { endpointMenu } from './endpoint-menu.ts';
import { NameField } from './name-field.tsx';
import style from './sidebar.module.css';
import { type EndpointKey, renameEndpoint, selectEndpoint, useSidebar } from './sidebar-store.ts';

export interface EndpointItemProps {
  readonly endpointKey: EndpointKey;
  /** What it is called; `typedName` is what is changed when it is renamed. */
  readonly name: string;
  readonly typedName?: string;
  readonly look: string | undefined;
  readonly state: string;
  /** Before the name: how it is. */
  readonly status: ReactNode;
  /** Buttons beside the name; the one for its menu stands behind them. */
  readonly tools: ReactNode;
  /** Whether Tab leads here: one endpoint of the sidebar is a tab stop, arrows lead to the others. */
  readonly tabStop: boolean;
  readonly onRename: (name: string) => unknown;
  readonly onChoose?: () => void;
  readonly onOpen?: () => void;
  /** Below the name. */
  readonly children: ReactNode;
}

const kinds = { s: 'server', c: 'client', t: 'tap' } as const;

/** What every endpoint of the sidebar has: a name to choose it by and to change, buttons, and its menu in two places. */
export function EndpointItem(props: EndpointItemProps) {
  const { endpointKey, name, typedName = name, look, state, status, tools, tabStop, children } = props;
  const { onRename, onChoose, onOpen } = props;
  const book = useCommands();
  const actions = useActions();
  const selected = useSidebar((s) => s.selected === endpointKey);
  const renaming = useSidebar((s) => s.renaming === endpointKey);
  const kind = kinds[endpointKey.charAt(0) as keyof typeof kinds];
  const menu = () => endpointMenu(book, actions, endpointKey);
  const rename = (next: string | undefined) => {
    renameEndpoint(undefined);
    if (next !== undefined) onRename(next);
    focusEndpoint(endpointKey);
  };
  return (
    <ContextMenu entries={menu}>
      <li
        className={`${style.item} ${look ?? ''}`}
        data-selected={selected || undefined}
        data-testid={`${kind}-item`}
        data-endpoint-item={endpointKey}
        {...{ [`data-${kind}-id`]: endpointKey.slice(1) }}
        data-state={state}
        onContextMenu={() => selectEndpoint(endpointKey)}
      >
        {status}
        {renaming ? (
          <NameField name={typedName} label={`New name of ${name}`} onDone={rename} />
        ) : (
          <button
            type="button"
            className={style.pick}
            title={name}
            tabIndex={tabStop ? 0 : -1}
            data-endpoint={endpointKey}
            aria-current={selected || undefined}
            onFocus={() => selectEndpoint(endpointKey)}
            onClick={() => {
              onChoose?.();
              selectEndpoint(endpointKey);
            }}
            onDoubleClick={onOpen}
          >
            {name}
          </button>
        )}
        <span className={style.tools}>
          {tools}
          <MenuButton
            trigger={
              <Button
                look="quiet"
                small
                icon={<MoreHorizontal size={14} />}
                label={`More for ${name}`}
                testId={`${kind}-more`}
              />
            }
            entries={menu}
          />
        </span>
        {children}
      </li>
    </ContextMenu>
  );
}

/** Gives the focus back to an endpoint once it is drawn. */
function focusEndpoint(key: EndpointKey): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-endpoint="${key}"]`)?.focus());
}
