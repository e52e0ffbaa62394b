import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.ts?(x)', 'e2e/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 10_000,
  },
});
