import type { Actions } from '../actions/actions.ts';
import { composerCommands } from '../bench/composer/composer-commands.ts';
import { gridCommands } from '../bench/grid/grid-commands.ts';
import { inspectorCommands } from '../bench/inspector/inspector-commands.ts';
import { sidebarCommands } from '../bench/sidebar/sidebar-commands.ts';
import { streamCommands } from '../bench/stream/stream-commands.ts';
import { documentCommands } from '../document/document-commands.ts';
import { endpointFaultCommands } from '../mocks/endpoint-faults.ts';
import type { Command } from './command.ts';
import { connectionCommands } from './connection-commands.ts';
import { endpointCommands } from './endpoint-commands.ts';
import { faultCommands } from './fault-commands.ts';
import { viewCommands } from './view-commands.ts';

/** Every command of the app, in the order of the sheet of keys. */
export function allCommands(actions: Actions): readonly Command[] {
  return [
    ...documentCommands(actions),
    ...endpointCommands(actions),
    ...sidebarCommands(actions),
    ...endpointFaultCommands(actions),
    ...connectionCommands(actions),
    ...faultCommands(actions),
    ...gridCommands(actions),
    ...inspectorCommands(),
    ...streamCommands(actions),
    ...composerCommands(actions),
    ...viewCommands(),
  ];
}
