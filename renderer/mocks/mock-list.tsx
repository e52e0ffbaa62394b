import { Plus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { ServerId } from '../../shared/contract/fields.ts';
import type { Server } from '../../shared/contract/records.ts';
import { formatAddress } from '../../shared/format.ts';
import { useActions } from '../actions/actions-context.tsx';
import { Button } from '../ui/button.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { pickMock } from './mock-files.ts';
import style from './mocks.module.css';
import { chooseMock } from './mocks-store.ts';
import { newMock, presetEntries } from './new-mock.ts';

/** The mock servers of the lab. Arrow keys choose. */
export function MockList({ mocks, chosen }: { mocks: readonly Server[]; chosen: ServerId }) {
  const actions = useActions();
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = mocks[mocks.findIndex(({ serverId }) => serverId === chosen) + step];
    if (step === 0 || !next) return;
    event.preventDefault();
    chooseMock(next.serverId);
    event.currentTarget.querySelector<HTMLElement>(`[data-mock-id="${next.serverId}"]`)?.focus();
  };
  return (
    <nav className={style.mocks} aria-label="Mock servers" data-testid="mock-list">
      <div className={style.listHead}>
        <h2>Mocks</h2>
        <MenuButton
          trigger={<Button look="quiet" small icon={<Plus size={16} />} label="New mock" testId="mock-new" />}
          entries={[
            { kind: 'item', title: 'Blank', testId: 'new-blank', onSelect: () => void newMock(actions) },
            { kind: 'item', title: 'From a file…', onSelect: () => void pickMock(actions) },
            { kind: 'separator' },
            ...presetEntries(actions),
          ]}
        />
      </div>
      <ul onKeyDown={onKeyDown}>
        {mocks.map(({ serverId, name, state, address }) => (
          <li key={serverId}>
            <button
              type="button"
              className={style.mock}
              data-mock-id={serverId}
              data-state={state}
              aria-current={serverId === chosen || undefined}
              tabIndex={serverId === chosen ? 0 : -1}
              title={name}
              onClick={() => chooseMock(serverId)}
            >
              <span className={style.mockName}>{name}</span>
              <span className={`mono ${style.mockState}`}>
                {state === 'listening' ? formatAddress(address) : serverWords[state]}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What a server is doing, in a word. */
export const serverWords: Readonly<Record<Server['state'], string>> = {
  stopped: 'Stopped',
  binding: 'Starting',
  listening: 'Running',
  closing: 'Closing',
  retrying: 'Trying again',
  failed: 'Failed',
};
