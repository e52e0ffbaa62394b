import type { Actions } from '../../actions/actions.ts';
import type { Command } from '../../commands/command.ts';

/** The grid’s commands. */
export function gridCommands(_actions: Actions): Command[] {
  return [];
}
