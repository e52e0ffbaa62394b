// The sheet of keys: every command with its keys, each of which can be changed here.
import { useEffect, useRef, useState } from 'react';
import { changeSettings, useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SwitchField, TextField } from '../../ui/field.tsx';
import type { Command, Scope } from '../command.ts';
import { useCommands } from '../commands-context.tsx';
import { keysOfPress, shownKeys, thisPlatform } from '../keys.ts';
import { plainTitle } from '../menu-entries.ts';
import { conflictOf, contextHere, keysOf, keysProblem, ownKeys } from '../registry.ts';
import { closeSurface } from '../surface-store.ts';
import style from './keys-sheet.module.css';

const scopeWords: Readonly<Record<Scope, string>> = {
  global: 'Everywhere',
  sidebar: 'In Endpoints',
  grid: 'In Connections',
  inspector: 'In the inspector',
  stream: 'In the Stream',
  composer: 'In the Composer',
};
const scopes = Object.keys(scopeWords) as Scope[];

/** Keys that belong to a kind of control and not to a command; they are as everywhere and cannot be changed. */
const fixedKeys: readonly (readonly [string, string])[] = [
  ['Tab', 'Next control'],
  ['ArrowUp', 'Row or entry above; Home, End, Page Up and Page Down go further'],
  ['Shift+F10', 'Menu of the focused thing'],
  ['Escape', 'Close what is open; the focus goes back to where it came from'],
  ['ArrowLeft', 'On a splitter: move it; Home and End go to its limits'],
];

/** Enter in a field: what is asked for is there already. */
const stayOpen = () => {};

export function KeysSheet() {
  const book = useCommands();
  const custom = useSettings((s) => s.keys);
  const letters = useSettings((s) => s.letterKeys);
  const [search, setSearch] = useState('');
  const [changing, setChanging] = useState<string | undefined>();
  const context = contextHere(custom);
  const wanted = search.trim().toLowerCase();
  const matches = (command: Command) =>
    wanted === '' ||
    [plainTitle(command), ...(command.synonyms ?? []), ...keysOf(command, context).map((keys) => shownKeys(keys))].some(
      (text) => text.toLowerCase().includes(wanted),
    );
  const changed = Object.keys(custom).length;
  return (
    <Dialog
      title="Keyboard shortcuts"
      testId="keys-sheet"
      onClose={closeSurface}
      onSubmit={stayOpen}
      footer={
        <>
          <Button
            look="quiet"
            unavailable={changed === 0 ? 'No key has been changed' : undefined}
            testId="keys-reset-all"
            onClick={() => changeSettings({ keys: {} })}
          >
            Put all keys back
          </Button>
          <span style={{ flex: 1 }} />
          <Button look="primary" onClick={closeSurface}>
            Done
          </Button>
        </>
      }
    >
      <div className={style.top}>
        <TextField
          title="Find"
          value={search}
          placeholder="finish, Ctrl+K, palette…"
          testId="keys-find"
          onChange={setSearch}
        />
        <SwitchField
          title="Keys without a modifier"
          help="f, p, c and their like act while a list has the focus."
          checked={letters}
          onChange={(letterKeys) => changeSettings({ letterKeys })}
        />
      </div>
      {scopes.map((scope) => {
        const commands = book.commands.filter(
          (c) => c.scope === scope && matches(c) && (wanted !== '' || keysOf(c, context).length > 0 || c.id in custom),
        );
        if (commands.length === 0) return null;
        return (
          <section key={scope} className={style.group}>
            <h3>{scopeWords[scope]}</h3>
            <ul>
              {commands.map((command) => (
                <KeysRow
                  key={command.id}
                  command={command}
                  changing={changing === command.id}
                  onChange={(on) => setChanging(on ? command.id : undefined)}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {wanted === '' && (
        <section className={style.group}>
          <h3>In every list, menu and dialog</h3>
          <ul>
            {fixedKeys.map(([keys, what]) => (
              <li key={keys} className={style.row}>
                <span>{what}</span>
                <kbd>{shownKeys(keys)}</kbd>
              </li>
            ))}
          </ul>
          <p className={style.note}>Commands without keys are found above by name, and can be given some.</p>
        </section>
      )}
    </Dialog>
  );
}

function KeysRow({
  command,
  changing,
  onChange,
}: {
  command: Command;
  changing: boolean;
  onChange: (on: boolean) => void;
}) {
  const custom = useSettings((s) => s.keys);
  const context = contextHere(custom);
  const keys = keysOf(command, context);
  const own = ownKeys(command, context);
  const title = plainTitle(command);
  const put = (next: readonly string[] | undefined) => {
    const { [command.id]: _, ...others } = custom;
    changeSettings({ keys: next ? { ...others, [command.id]: next } : others });
    onChange(false);
  };
  return (
    <li className={style.row} data-command={command.id}>
      <span>{title}</span>
      <span className={style.keys}>
        {keys.length === 0 && <span className={style.none}>no key</span>}
        {keys.map((each) => (
          <kbd key={each}>{shownKeys(each)}</kbd>
        ))}
      </span>
      <span className={style.tools}>
        <Button small look="quiet" label={`Change the key of ${title}`} onClick={() => onChange(!changing)}>
          Change
        </Button>
        {command.id in custom && (
          <Button
            small
            look="quiet"
            label={`Put the key of ${title} back`}
            title={own.length === 0 ? 'No key' : own.map((each) => shownKeys(each)).join(', ')}
            onClick={() => put(undefined)}
          >
            Put back
          </Button>
        )}
      </span>
      {changing && <KeyCatcher command={command} onKeys={put} onCancel={() => onChange(false)} />}
    </li>
  );
}

/** Waits for a key press and says when those keys belong to another command, or cannot be had. */
function KeyCatcher({
  command,
  onKeys,
  onCancel,
}: {
  command: Command;
  onKeys: (keys: readonly string[]) => void;
  onCancel: () => void;
}) {
  const book = useCommands();
  const custom = useSettings((s) => s.keys);
  const box = useRef<HTMLInputElement>(null);
  const [pressed, setPressed] = useState<string | undefined>();
  useEffect(() => box.current?.focus(), []);
  const context = contextHere(custom);
  const problem = pressed === undefined ? undefined : keysProblem(command, pressed);
  const other = pressed === undefined || problem ? undefined : conflictOf(book.commands, command, pressed, context);
  return (
    <div className={style.catcher}>
      <input
        ref={box}
        readOnly
        value={pressed === undefined ? 'Press the new keys' : shownKeys(pressed)}
        aria-label={`New keys of ${plainTitle(command)}`}
        data-testid="key-catcher"
        onKeyDown={(event) => {
          if (event.key === 'Tab') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') onCancel();
          else setPressed(keysOfPress(event.nativeEvent, thisPlatform) ?? pressed);
        }}
      />
      <Button
        small
        look="primary"
        testId="key-take"
        unavailable={pressed === undefined ? 'Press the new keys first' : problem}
        onClick={() => {
          if (pressed === undefined) return;
          if (other) takeFrom(other, pressed);
          onKeys([pressed]);
        }}
      >
        {other ? 'Use here instead' : 'Use these'}
      </Button>
      <Button small onClick={() => onKeys([])}>
        No key
      </Button>
      <p className={style.conflict} role="status" data-testid="key-conflict">
        {problem ?? (other ? `${shownKeys(pressed ?? '')} is “${plainTitle(other)}” now.` : '')}
      </p>
    </div>
  );
}

/** Takes keys away from the command that has them. */
function takeFrom(command: Command, keys: string): void {
  const { keys: custom } = useSettings.getState();
  const context = contextHere(custom);
  const left = keysOf(command, context).filter((own) => shownKeys(own).toLowerCase() !== shownKeys(keys).toLowerCase());
  changeSettings({ keys: { ...custom, [command.id]: left } });
}
