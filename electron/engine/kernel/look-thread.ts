/// <reference path="../../worker-modules.d.ts" />
// The engine's side of the sampler's thread: a question, an answer, an end.
import { Worker } from 'node:worker_threads';
import type { LookAnswer, LookRequest, TargetChanges, WorkerOptions } from './protocol.ts';
import program from './sampler-worker.ts?worker-source';

/** A thread that takes longer than this for one look is given up. */
const PATIENCE_MS = 20_000;

/** Something that looks at the kernel's tables when it is asked to. */
export interface LookThread {
  /** Tells it what to look for; a part of it, as often as needed. */
  change(changes: TargetChanges): void;
  /** One look; one at a time. Rejects when the thread has ended. */
  look(request: LookRequest): Promise<LookAnswer>;
  close(): Promise<void>;
}

/** Starts a thread that looks. It keeps no process alive. */
export function startLookThread(options: WorkerOptions): LookThread {
  const worker = new Worker(program, { eval: true, workerData: options, execArgv: [], name: 'kernel-sampler' });
  worker.unref();
  let ended: Error | undefined;
  let waiting: { resolve(answer: LookAnswer): void; reject(error: Error): void } | undefined;
  const end = (error: Error) => {
    ended ??= error;
    waiting?.reject(ended);
    waiting = undefined;
  };
  worker.on('message', (answer: LookAnswer) => {
    waiting?.resolve(answer);
    waiting = undefined;
  });
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => end(new Error(`it has ended with code ${code}`)));
  return {
    change: (changes) => worker.postMessage(changes),
    look: (request) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const patience = setTimeout(() => end(new Error('it does not answer')), PATIENCE_MS).unref();
        waiting = {
          resolve: (answer) => {
            clearTimeout(patience);
            resolve(answer);
          },
          reject: (error) => {
            clearTimeout(patience);
            reject(error);
          },
        };
        worker.postMessage(request);
      }),
    close: async () => {
      end(new Error('it was ended'));
      await worker.terminate();
    },
  };
}
