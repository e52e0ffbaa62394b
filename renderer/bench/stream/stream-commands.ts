import type { Actions } from '../../actions/actions.ts';
import type { Command } from '../../commands/command.ts';

/** The Stream’s commands. */
export function streamCommands(_actions: Actions): Command[] {
  return [];
}
