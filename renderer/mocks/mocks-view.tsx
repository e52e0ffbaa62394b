import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { Server } from '../../shared/contract/records.ts';
import { describe } from '../../shared/mocks/describe.ts';
import type { Mock } from '../../shared/mocks/mock.ts';
import { useActions } from '../actions/actions-context.tsx';
import { useLab } from '../state/lab-store.ts';
import { Button } from '../ui/button.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { CardForm } from './card-form.tsx';
import { GeneratedFields } from './forms/schema-fields.tsx';
import { Live } from './live/live.tsx';
import { useMock } from './mock-edits.ts';
import { pickMock } from './mock-files.ts';
import { MockHead } from './mock-head.tsx';
import { MockList } from './mock-list.tsx';
import style from './mocks.module.css';
import { useMocks } from './mocks-store.ts';
import { newMock, presetEntries } from './new-mock.ts';
import { Stack } from './stack.tsx';

/** Servers without code: the stack of what one does, the form of the open part, and what happens live. */
export function MocksView() {
  const servers = useLab((s) => s.lab.servers);
  const chosen = useMocks((s) => s.serverId);
  const mocks = useMemo(
    () => [...servers.values()].filter((s) => s.tapId === undefined).sort((a, b) => a.serverId - b.serverId),
    [servers],
  );
  const server = mocks.find(({ serverId }) => serverId === chosen) ?? mocks[0];
  if (!server) return <NoMocks />;
  return (
    <main className={style.view} aria-label="Mocks" data-testid="mocks-view">
      <MockList mocks={mocks} chosen={server.serverId} />
      <Editor key={server.serverId} server={server} />
    </main>
  );
}

function Editor({ server }: { server: Server }) {
  const mock = useMock(server);
  return (
    <GeneratedFields>
      <section className={style.editor} aria-label={`Mock ${server.name}`} data-testid="mock-editor">
        <MockHead server={server} mock={mock} />
        <Summary mock={mock} />
        <div className={style.bench}>
          <Stack server={server} mock={mock} />
          <CardForm server={server} mock={mock} />
        </div>
      </section>
      <Live server={server} mock={mock} />
    </GeneratedFields>
  );
}

/** What the mock does, in one sentence after the other, and what is odd about it. */
function Summary({ mock }: { mock: Mock }) {
  const { sentence, problems } = useMemo(() => describe(mock), [mock]);
  return (
    <div className={style.summary}>
      <p data-testid="mock-sentence">{sentence}</p>
      {problems.length > 0 && (
        <ul className={style.problems} aria-label="What to look at" data-testid="mock-problems">
          {problems.map(({ at, text }) => (
            <li key={`${at} ${text}`}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function NoMocks() {
  const actions = useActions();
  return (
    <main className={style.empty} aria-label="Mocks" data-testid="mocks-view">
      <p>
        <strong>Make a server that answers.</strong> No code.
      </p>
      <div className={style.buttons}>
        <MenuButton trigger={<Button testId="mock-from-preset">From preset</Button>} entries={presetEntries(actions)} />
        <Button look="primary" icon={<Plus size={14} />} testId="mock-blank" onClick={() => void newMock(actions)}>
          Blank
        </Button>
        <Button testId="mock-import" onClick={() => void pickMock(actions)}>
          From a file…
        </Button>
      </div>
    </main>
  );
}
