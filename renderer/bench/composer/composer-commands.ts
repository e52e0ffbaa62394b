import type { Actions } from '../../actions/actions.ts';
import type { Command } from '../../commands/command.ts';

/** The Composer’s commands. */
export function composerCommands(_actions: Actions): Command[] {
  return [];
}
