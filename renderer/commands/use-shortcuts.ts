// Turns key presses into commands: the innermost pane that has the focus decides, text fields keep what types and edits.
import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { useSettings } from '../state/settings.ts';
import type { Command } from './command.ts';
import { type CommandBook, useCommands } from './commands-context.tsx';
import { bindingOf, canonical, thisPlatform, typesCharacter } from './keys.ts';
import { rememberFocus, scopesAt, takesText } from './panes.ts';
import { contextHere, keysOf } from './registry.ts';

/** Keys that edit text in every field, whatever they do elsewhere. */
const editing: ReadonlySet<string> = new Set(
  ['$mod+z', '$mod+Shift+z', '$mod+y', '$mod+a', '$mod+c', '$mod+x', '$mod+v', '$mod+ArrowUp', '$mod+ArrowDown'].map(
    (keys) => canonical(keys, thisPlatform),
  ),
);

const CONTROLS = 'button, a, summary, input, select, textarea, [role=menuitem], [role=option]';

interface Bound {
  readonly command: Command;
  readonly keys: string;
}

/** Listens for every command's keys while the page is there. */
export function useShortcuts(): void {
  const book = useCommands();
  const custom = useSettings((s) => s.keys);
  const letters = useSettings((s) => s.letterKeys);
  useEffect(() => {
    const context = contextHere(custom);
    const byBinding = new Map<string, Bound[]>();
    for (const command of book.commands) {
      for (const keys of keysOf(command, context)) {
        if (!letters && typesCharacter(keys)) continue;
        const binding = bindingOf(canonicalOrder(keys), thisPlatform);
        byBinding.set(binding, [...(byBinding.get(binding) ?? []), { command, keys }]);
      }
    }
    const handlers = [...byBinding].map(([binding, bound]) => [
      binding,
      (event: KeyboardEvent) => press(book, event, bound),
    ]);
    return tinykeys(window, Object.fromEntries(handlers), { ignore: isTaken });
  }, [book, custom, letters]);
  useEffect(rememberFocus, []);
}

/** A letter in lower case: presses are compared without case, and Shift is said. */
const canonicalOrder = (keys: string) => keys.replaceAll(/(?<=^|[+ ])[A-Z](?=$| )/gu, (letter) => letter.toLowerCase());

/** Presses that somebody has answered already, that belong to an input method, or to a dialog that is open. */
function isTaken(event: KeyboardEvent): boolean {
  return event.defaultPrevented || event.isComposing || event.repeat || document.querySelector('dialog[open]') !== null;
}

/** Whether the keys press the control that has the focus. On the name of an endpoint they mean the endpoint. */
function pressesControl(target: Element | null, keys: string): boolean {
  return (keys === 'Enter' || keys === 'Space') && !!target?.closest(CONTROLS) && !target.matches('[data-endpoint]');
}

function press(book: CommandBook, event: KeyboardEvent, bound: readonly Bound[]): void {
  const target = event.target instanceof Element ? event.target : null;
  const inText = takesText(target);
  const fits = ({ command, keys }: Bound) =>
    !pressesControl(target, keys) &&
    (!inText || !(typesCharacter(keys) || (command.scope === 'global' && editing.has(canonical(keys, thisPlatform)))));
  for (const scope of scopesAt(target)) {
    const found = bound.find((b) => b.command.scope === scope && fits(b));
    if (!found) continue;
    event.preventDefault();
    void book.run(found.command);
    return;
  }
}
