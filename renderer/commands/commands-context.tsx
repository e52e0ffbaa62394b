import { createContext, type ReactNode, use, useMemo } from 'react';
import { useSettings } from '../state/settings.ts';
import { announce } from './announce.ts';
import type { Command } from './command.ts';
import { ariaKeys, shownKeys } from './keys.ts';
import { noteRecent } from './recents.ts';
import { contextHere, keysOf } from './registry.ts';

/** All commands, and the one way to run one. */
export class CommandBook {
  readonly commands: readonly Command[];
  readonly #byId: ReadonlyMap<string, Command>;
  readonly #say: (error: unknown) => void;

  /** `say` shows what a command rejected with. */
  constructor(commands: readonly Command[], say: (error: unknown) => void) {
    this.commands = commands;
    this.#byId = new Map(commands.map((command) => [command.id, command]));
    this.#say = say;
  }

  find(id: string): Command | undefined {
    return this.#byId.get(id);
  }

  /** Runs a command; one that cannot be done now says why. */
  async run(command: Command): Promise<void> {
    const why = command.unavailable?.();
    if (why !== undefined) {
      announce(`${command.title}: ${why}`);
      return;
    }
    noteRecent(command.id);
    try {
      await command.run();
    } catch (error) {
      this.#say(error);
    }
  }
}

const CommandsContext = createContext<CommandBook | undefined>(undefined);

export function CommandsProvider({ book, children }: { book: CommandBook; children: ReactNode }) {
  return <CommandsContext value={book}>{children}</CommandsContext>;
}

export function useCommands(): CommandBook {
  const book = use(CommandsContext);
  if (!book) throw new Error('there are no commands above this component');
  return book;
}

/** What a button for a command needs: its keys as they are now, to be shown and to be announced. */
export function useKeysOf(id: string): { readonly shown: string | undefined; readonly aria: string | undefined } {
  const book = useCommands();
  const custom = useSettings((s) => s.keys);
  return useMemo(() => {
    const command = book.find(id);
    const [first] = command ? keysOf(command, contextHere(custom)) : [];
    return { shown: first && shownKeys(first), aria: first && ariaKeys(first) };
  }, [book, custom, id]);
}

/** A tooltip: what it does, Node's call, and the key. */
export function useTip(id: string): string {
  const command = useCommands().find(id);
  const { shown } = useKeysOf(id);
  const what = command?.call ?? command?.title ?? '';
  return shown ? `${what} (${shown})` : what;
}
