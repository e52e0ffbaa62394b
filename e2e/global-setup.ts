import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The specs run what users run, the built app: built once, before the first of them, if sources are newer. */
export default function globalSetup(): void {
  const launcher = path.resolve(import.meta.dirname, '../electron/cli/launch.mjs');
  const { status } = spawnSync(process.execPath, [launcher, 'help'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The app could not be built; what went wrong is above.');
}
