import { type Inherited, serve } from './serve.ts';

/** The desktop app where it can run, else the same app in the browser. */
export async function start(args: readonly string[], inherited: Inherited): Promise<void> {
  await serve(args, inherited);
}
