// The command `socket-lab`: start | serve.
import { inheritedAmong, openDescriptors } from '../engine/descriptors.ts';
import { type Inherited, serve } from './serve.ts';
import { usage } from './usage.ts';

// Before anything else opens a descriptor: those that are open now came from our parent.
const inherited: Inherited = inheritedAmong(openDescriptors());

async function run([command, ...args]: readonly string[]): Promise<void> {
  switch (command) {
    case 'serve':
      await serve(args, inherited);
      return;
    case 'start': {
      const { start } = await import('./start.ts');
      await start(args, inherited);
      return;
    }
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      process.stdout.write(usage);
      return;
    default:
      process.stderr.write(`There is no command “${command}”.\n\n${usage}`);
      process.exitCode = 2;
  }
}

void run(process.argv.slice(2));
