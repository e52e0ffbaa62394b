// Menus, from a button or at the pointer: one description of entries for both.
import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import style from './menu.module.css';

export type MenuEntry =
  | {
      readonly kind: 'item';
      /** The command it is made of; none where it depends on what lies under the pointer. */
      readonly command?: string;
      readonly title: string;
      /** The key that does the same, as it is shown. */
      readonly keys?: string | undefined;
      readonly checked?: boolean | undefined;
      /** Why it cannot be chosen now; it stays in the menu and says so. */
      readonly unavailable?: string | undefined;
      /** A second line: Node's call, or what it means. */
      readonly detail?: string | undefined;
      readonly testId?: string;
      readonly onSelect: () => void;
    }
  | { readonly kind: 'separator' }
  | { readonly kind: 'group'; readonly title: string }
  | { readonly kind: 'submenu'; readonly title: string; readonly entries: readonly MenuEntry[] };

export interface MenuButtonProps {
  /** The button itself, without a handler. */
  readonly trigger: ReactElement;
  /** A function makes them when the menu opens. */
  readonly entries: readonly MenuEntry[] | (() => readonly MenuEntry[]);
}

/** A button that opens a menu. */
export function MenuButton({ trigger, entries }: MenuButtonProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <Popup>{typeof entries === 'function' ? <Entries make={entries} /> : entries.map(entryNode)}</Popup>
    </BaseMenu.Root>
  );
}

/** Gives its child a menu for the right button, the menu key and Shift+F10. `entries` are made when it opens. */
export function ContextMenu({ entries, children }: { entries: () => readonly MenuEntry[]; children: ReactElement }) {
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger render={children} />
      <Popup>
        <Entries make={entries} />
      </Popup>
    </BaseContextMenu.Root>
  );
}

/** Rendered only while the menu is open, so that its entries are those of that moment. */
function Entries({ make }: { make: () => readonly MenuEntry[] }) {
  return make().map(entryNode);
}

function Popup({ children }: { children: ReactNode }) {
  return (
    <BaseMenu.Portal>
      <BaseMenu.Positioner className={style.positioner} sideOffset={4}>
        <BaseMenu.Popup className={style.popup}>{children}</BaseMenu.Popup>
      </BaseMenu.Positioner>
    </BaseMenu.Portal>
  );
}

function entryNode(entry: MenuEntry, i: number): ReactNode {
  switch (entry.kind) {
    case 'separator':
      return <BaseMenu.Separator key={i} className={style.separator} />;
    case 'group':
      return (
        <div key={i} className={style.group} role="presentation">
          {entry.title}
        </div>
      );
    case 'submenu':
      return (
        <BaseMenu.SubmenuRoot key={i}>
          <BaseMenu.SubmenuTrigger className={style.item}>
            <span className={style.mark} />
            {entry.title}
            <span className={style.keys} aria-hidden="true">
              ▸
            </span>
          </BaseMenu.SubmenuTrigger>
          <Popup>{entry.entries.map(entryNode)}</Popup>
        </BaseMenu.SubmenuRoot>
      );
    case 'item':
      return (
        <BaseMenu.Item
          key={i}
          className={style.item}
          disabled={entry.unavailable !== undefined}
          data-testid={entry.testId}
          data-command={entry.command}
          onClick={entry.onSelect}
        >
          <span className={style.mark}>{entry.checked && <Check size={14} />}</span>
          <span>{entry.title}</span>
          <span className={style.keys}>{entry.keys}</span>
          {(entry.unavailable ?? entry.detail) && (
            <span className={style.why}>{entry.unavailable ?? entry.detail}</span>
          )}
        </BaseMenu.Item>
      );
    default:
      return null;
  }
}
