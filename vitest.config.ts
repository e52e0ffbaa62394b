import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { workerSource } from './electron/worker-source.ts';

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism()), // sockets wait more than they work; by default one core stays free
    projects: [
      {
        // Rules keep nothing: many files share one thread, and what they load is loaded once.
        test: { name: 'rules', include: ['shared/**/*.test.ts'], pool: 'threads', isolate: false },
      },
      {
        // Parts of the page have stores: each file begins with empty ones.
        test: { name: 'page', include: ['renderer/**/*.test.ts?(x)'], pool: 'threads' },
      },
      {
        // Sockets, descriptors and signals belong to a process: one for each file.
        plugins: [workerSource()],
        test: {
          name: 'sockets',
          include: ['electron/**/*.test.ts', 'e2e/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 10_000,
        },
      },
    ],
  },
});
