import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { workerSource } from './electron/worker-source.ts';

export default defineConfig({
  plugins: [workerSource()],
  test: {
    include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.ts?(x)', 'e2e/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism()), // sockets wait more than they work; by default one core stays free
    testTimeout: 10_000,
  },
});
