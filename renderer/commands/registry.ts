// The one registry of commands: what there is, on which keys, and whether it can be done now.
import type { Command, Scope } from './command.ts';
import { canonical, type Platform, thisPlatform, typesCharacter } from './keys.ts';

/** Keys a person has chosen, by command; an empty list takes a command's keys away. */
export type CustomKeys = Readonly<Record<string, readonly string[]>>;

export interface KeysContext {
  readonly custom: CustomKeys;
  /** In a browser, which keeps some keys for itself. */
  readonly web: boolean;
  readonly platform: Platform;
}

export const inBrowser = () => typeof window === 'object' && window.socketLab === undefined;

/** The keys a command has without anybody's change. */
export function ownKeys(command: Command, { web }: Pick<KeysContext, 'web'>): readonly string[] {
  return (web ? command.webKeys : undefined) ?? command.keys ?? [];
}

/** The keys of a command as they are now; the first is the one that is shown. */
export function keysOf(command: Command, context: KeysContext): readonly string[] {
  return context.custom[command.id] ?? ownKeys(command, context);
}

/** Whether two scopes can have the focus at once: then the same keys in both are a conflict. */
const overlap = (a: Scope, b: Scope) => a === b || a === 'global' || b === 'global';

/** The command that already has these keys where this one would; undefined when they are free. */
export function conflictOf(
  commands: readonly Command[],
  command: Command,
  keys: string,
  context: KeysContext,
): Command | undefined {
  const wanted = canonical(keys, context.platform);
  return commands.find(
    (other) =>
      other.id !== command.id &&
      overlap(other.scope, command.scope) &&
      keysOf(other, context).some((own) => canonical(own, context.platform) === wanted),
  );
}

/** Why keys cannot be given to a command; undefined when they can. */
export function keysProblem(command: Command, keys: string): string | undefined {
  if (/^(\$mod\+)?(Tab|Enter|Space|Escape)$|^Shift\+Tab$/u.test(keys))
    return 'This key is needed to move and to choose.';
  if (command.scope === 'global' && typesCharacter(keys)) {
    return 'A key that types a character works only in lists. Hold Ctrl, Alt or ⌘ with it.';
  }
  return undefined;
}

/**
 * Commands for a list that people choose from: of those that do the same at the moment, and are therefore called the same,
 * only the first. Space on a server and Ctrl+. are two commands, because only one of them dials a client.
 */
export function withoutTwins(commands: readonly Command[]): Command[] {
  const seen = new Set<string>();
  return commands.filter(({ group, title }) => {
    const name = `${group}\n${title}`;
    return !seen.has(name) && seen.add(name);
  });
}

/** A command as plain data, for menus outside the page. */
export interface CommandData {
  readonly id: string;
  readonly title: string;
  readonly group: Command['group'];
  readonly keys: readonly string[];
  readonly enabled: boolean;
  readonly checked?: boolean;
}

/** All commands as plain data, as they are now. */
export function describeCommands(commands: readonly Command[], context: KeysContext): CommandData[] {
  return withoutTwins(commands).map((command) => ({
    id: command.id,
    title: command.title,
    group: command.group,
    keys: keysOf(command, context),
    enabled: command.unavailable?.() === undefined,
    ...(command.checked && { checked: command.checked() }),
  }));
}

/** The context of this page with some custom keys. */
export const contextHere = (custom: CustomKeys): KeysContext => ({ custom, web: inBrowser(), platform: thisPlatform });
