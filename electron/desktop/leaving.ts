// How the app ends: asked first where something would be lost, and every socket closed before the process has gone.
import { app } from 'electron';
import type { Engine } from '../engine/engine.ts';

/** What is still open after this time is left to the system: nobody waits longer for an app to go. */
const CLOSE_WITHIN_MS = 2_500;

export class Leaving {
  #state: 'staying' | 'decided' | 'closing' | 'closed' = 'staying';

  /** Sees to the end of the app. `mayQuit` asks the person where that is needed. */
  constructor(engine: Engine, mayQuit: () => Promise<boolean>) {
    app.on('before-quit', (event) => {
      if (this.#state !== 'staying') return;
      event.preventDefault();
      void mayQuit().then((yes) => {
        if (yes) this.now();
      });
    });
    app.on('will-quit', (event) => {
      if (this.#state === 'closed') return;
      event.preventDefault();
      if (this.#state === 'closing') return;
      this.#state = 'closing';
      void close(engine).then(() => {
        this.#state = 'closed';
        app.quit();
      });
    });
  }

  /** Whether the end has been decided: nothing is opened or asked any more. */
  get decided(): boolean {
    return this.#state !== 'staying';
  }

  /** Ends the app without a question, as after a signal: whoever sent it does not look at dialogs. */
  now(): void {
    if (this.#state === 'staying') this.#state = 'decided';
    app.quit();
  }
}

async function close(engine: Engine): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    patience = setTimeout(resolve, CLOSE_WITHIN_MS);
  });
  try {
    await Promise.race([engine.close(), enough]);
  } catch (error) {
    process.stderr.write(`${error}\n`);
  }
  clearTimeout(patience);
}
