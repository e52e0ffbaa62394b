// The sampler's thread: changes come in, a look is answered. Reading ten thousand rows takes tens of milliseconds, which the thread
// that owns the sockets does not have.
import { parentPort, workerData } from 'node:worker_threads';
import type { LookRequest, TargetChanges, WorkerOptions } from './protocol.ts';
import { SamplerThread } from './sampler-thread.ts';

const thread = new SamplerThread(workerData as WorkerOptions);
parentPort?.on('message', (request: LookRequest | TargetChanges) => {
  if ('put' in request) return thread.change(request);
  const answer = thread.look(request);
  parentPort?.postMessage(answer, [answer.changed.buffer as ArrayBuffer, answer.queues.buffer as ArrayBuffer]);
});
