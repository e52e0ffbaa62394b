// Which columns are shown, in which order and how wide. Everything a drag in the header does can be done here by keyboard.
import { Popover } from '@base-ui/react/popover';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactElement } from 'react';
import { useActions } from '../../actions/actions-context.tsx';
import { Button } from '../../ui/button.tsx';
import menu from '../../ui/menu.module.css';
import { useWindowWidth } from '../../ui/use-window-width.ts';
import { changeLayout, fitsWindow, layoutNow, useGridLayout } from './column-layout.ts';
import { type Column, columns } from './columns.tsx';
import { inOrder, isShown, moved, plainLayout, withShown, withWidth } from './grid-layout.ts';
import style from './header.module.css';

export function ColumnChooser({ trigger }: { trigger: ReactElement }) {
  return (
    <Popover.Root>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className={menu.positioner} sideOffset={4} align="end">
          <Popover.Popup className={`${menu.popup} ${style.chooser}`} data-testid="column-chooser">
            <Popover.Title className={style.chooserTitle}>Columns</Popover.Title>
            <Choices />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Choices() {
  const actions = useActions();
  const layout = useGridLayout();
  const ordered = inOrder(columns, layout);
  const changed = JSON.stringify(layout) !== JSON.stringify(plainLayout);
  return (
    <>
      <ul className={style.chooserList}>
        {ordered.map((column, i) => (
          <Choice key={column.id} column={column} first={i === 0} last={i === ordered.length - 1} />
        ))}
      </ul>
      <Button
        small
        unavailable={changed ? undefined : 'They are as usual'}
        onClick={() => void changeLayout(actions, 'Usual columns', plainLayout)}
      >
        Usual columns
      </Button>
    </>
  );
}

function Choice({ column, first, last }: { column: Column; first: boolean; last: boolean }) {
  const actions = useActions();
  const layout = useGridLayout();
  const { id, title } = column;
  const shown = isShown(column, layout);
  const everything = columns.map((one) => ({ ...one, optional: false }));
  const move = (step: 1 | -1) =>
    void changeLayout(actions, `Move column ${title}`, {
      ...layoutNow(),
      order: moved(everything, { ...layoutNow(), shown: {} }, id, step).order,
    });
  const width = layout.widths[id];
  const windowWidth = useWindowWidth();
  const narrow = shown && !fitsWindow(column, layout, windowWidth);
  return (
    <li className={style.choice} data-choice={id}>
      <label>
        <input
          type="checkbox"
          checked={shown}
          onChange={({ target }) =>
            void changeLayout(
              actions,
              `${target.checked ? 'Show' : 'Hide'} column ${title}`,
              withShown(layoutNow(), id, target.checked),
            )
          }
        />
        {title}
        {narrow && <span className={style.narrow}>hidden: window too narrow</span>}
      </label>
      <input
        className={style.widthInput}
        type="number"
        min={36}
        max={1200}
        step={8}
        placeholder="auto"
        aria-label={`Width of ${title} in pixels`}
        value={width ?? ''}
        onChange={({ target }) =>
          void changeLayout(
            actions,
            `Width of ${title}`,
            withWidth(layoutNow(), id, target.value === '' ? undefined : Number(target.value)),
          )
        }
      />
      <Button
        look="quiet"
        small
        icon={<ArrowUp size={14} />}
        label={`Move ${title} to the left`}
        unavailable={first ? 'It is the first' : undefined}
        onClick={() => move(-1)}
      />
      <Button
        look="quiet"
        small
        icon={<ArrowDown size={14} />}
        label={`Move ${title} to the right`}
        unavailable={last ? 'It is the last' : undefined}
        onClick={() => move(1)}
      />
    </li>
  );
}
