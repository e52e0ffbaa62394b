import type { Actions } from '../actions/actions.ts';
import type { Command } from '../commands/command.ts';

/** Commands of the lab document. */
export function documentCommands(_actions: Actions): Command[] {
  return [];
}
