import type { Server } from '../../shared/contract/records.ts';
import type { Mock } from '../../shared/mocks/mock.ts';
import { presets } from '../../shared/mocks/presets.ts';
import { useActions } from '../actions/actions-context.tsx';
import { Button } from '../ui/button.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { PartEditor } from './forms/part-editor.tsx';
import { PartList } from './forms/part-list.tsx';
import { SchemaFields } from './forms/schema-fields.tsx';
import { type Change, changeMock } from './mock-edits.ts';
import style from './mocks.module.css';
import { type Card, openCard, useMocks } from './mocks-store.ts';
import { withPreset } from './new-mock.ts';
import { type Part, parts, type Schema } from './parts.ts';
import { RulesForm } from './rules-form.tsx';
import { ScriptForm } from './script-form.tsx';
import { openOf } from './stack.tsx';

const heads: Readonly<Record<Card, readonly [string, string]>> = {
  greeting: ['Greeting', 'What it does as soon as somebody has connected.'],
  framing: ['A message ends…', 'When is a message complete? TCP does not say.'],
  rules: ['Rules', 'Particular messages get particular answers.'],
  otherwise: ['Otherwise', 'What becomes of a message that matches no rule.'],
  script: ['Script', 'One step after the other on each connection, in place of rules.'],
  wire: ['Wire', 'Faults, in the order in which they work. Each also where it is ticked for what is read.'],
  ending: ['Ending', 'How a connection ends.'],
};

/** The form of the card that is open. */
export function CardForm({ server, mock }: { server: Server; mock: Mock }) {
  const card = openOf(
    mock,
    useMocks((s) => s.card),
  );
  const [title, lead] = heads[card];
  return (
    <section key={card} className={style.form} aria-label={title} data-testid={`form-${card}`}>
      <div className={style.formHead}>
        <h2>{title}</h2>
        {(card === 'rules' || card === 'script') && <ScriptSwitch server={server} mock={mock} />}
      </div>
      <p className={style.hint}>{lead}</p>
      <FormBody card={card} server={server} mock={mock} />
    </section>
  );
}

function FormBody({ card, server, mock }: { card: Card; server: Server; mock: Mock }) {
  const put = usePut(server);
  switch (card) {
    case 'greeting':
      return (
        <PartList
          title="Greeting"
          word="action"
          entries={parts.actions}
          value={(mock.greeting ?? []) as readonly Part[]}
          path="greeting"
          onChange={put('greeting', 'Change the greeting')}
        />
      );
    case 'framing':
      return (
        <PartEditor
          title="A message ends"
          entries={parts.framings}
          value={mock.framing as Part | undefined}
          optional={mock.rules?.length ? false : 'Not chosen'}
          path="framing"
          onChange={put('framing', 'Change the framing')}
        />
      );
    case 'rules':
      return <RulesForm server={server} mock={mock} />;
    case 'otherwise':
      return (
        <PartEditor
          title="Behaviour"
          entries={parts.behaviours}
          value={mock.otherwise as Part | undefined}
          optional="Nothing: a person speaks for the server"
          path="otherwise"
          onChange={put('otherwise', 'Change “otherwise”')}
        />
      );
    case 'script':
      return mock.script ? <ScriptForm server={server} script={mock.script} /> : null;
    case 'wire':
      return (
        <>
          <PartList
            title="Wire"
            word="fault"
            entries={parts.faults}
            value={(mock.wire ?? []) as readonly Part[]}
            path="wire"
            onChange={put('wire', 'Change the wire')}
          />
          <PresetButton server={server} />
        </>
      );
    case 'ending':
      return (
        <SchemaFields
          schema={(parts.mock as unknown as Schema).properties?.ending ?? {}}
          value={mock.ending ?? {}}
          path="ending"
          onChange={put('ending', 'Change the ending')}
        />
      );
  }
}

/** Changes one slot of the mock; an empty one is left out. */
function usePut({ serverId }: Server) {
  const actions = useActions();
  return (slot: keyof Mock, title: string): Change<unknown> =>
    (next) =>
      changeMock(actions, serverId, title, (mock) => {
        const changed: Record<string, unknown> = { ...mock };
        const empty =
          next === undefined || (typeof next === 'object' && next !== null && Object.keys(next).length === 0);
        if (empty) delete changed[slot];
        else changed[slot] = next;
        return changed as Mock;
      });
}

/** Fills in the faults of a preset, as one edit. */
function PresetButton({ server }: { server: Server }) {
  const actions = useActions();
  return (
    <MenuButton
      trigger={
        <Button small testId="wire-presets">
          Presets
        </Button>
      }
      entries={presets
        .filter(({ faults }) => faults.length > 0)
        .map((preset) => ({
          kind: 'item',
          title: preset.title,
          detail: preset.summary,
          testId: `wire-preset-${preset.id}`,
          onSelect: () =>
            void changeMock(actions, server.serverId, `Add “${preset.title}” to the wire`, (mock) =>
              withPreset(mock, preset),
            ),
        }))}
    />
  );
}

/** Scripts that were switched off, to be had back by switching on: undo would do the same. */
const putAside = new Map<number, NonNullable<Mock['script']>>();

function ScriptSwitch({ server, mock }: { server: Server; mock: Mock }) {
  const actions = useActions();
  const { serverId } = server;
  const choose = (scripted: boolean) => {
    if (scripted === (mock.script !== undefined)) return;
    if (mock.script) putAside.set(serverId, mock.script);
    changeMock(actions, serverId, scripted ? 'Use a script' : 'Use rules', ({ script: _, ...rest }) =>
      scripted ? { ...rest, script: putAside.get(serverId) ?? { steps: [] } } : rest,
    );
    openCard(scripted ? 'script' : 'rules');
  };
  return (
    <fieldset className={style.switch} aria-label="Rules or a script">
      {(['Rules', 'Script'] as const).map((word) => (
        <label key={word}>
          <input
            type="radio"
            name="rules-or-script"
            checked={(word === 'Script') === (mock.script !== undefined)}
            data-testid={`use-${word.toLowerCase()}`}
            onChange={() => choose(word === 'Script')}
          />
          {word}
        </label>
      ))}
    </fieldset>
  );
}
