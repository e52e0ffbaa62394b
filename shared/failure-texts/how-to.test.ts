import { expect, test } from 'vitest';
import { howTo } from './how-to.ts';

test('every explanation has words, and commands that can be copied where there are any', () => {
  for (const topic of ['raise-limit', 'how-to-allow'] as const) {
    for (const platform of ['linux', 'darwin', 'win32']) {
      for (const limit of [null, 1024]) {
        const { title, text, commands } = howTo(topic, platform, limit, '/usr/bin/node');
        expect(title).toMatch(/^How to/u);
        for (const words of [...text, ...commands.map((c) => c.does)]) expect(words).toMatch(/^\S.*\.$/u);
        for (const { command } of commands) expect(command).not.toMatch(/undefined|NaN|null|\n/u);
        if (platform === 'linux') expect(commands.length).toBeGreaterThan(1);
      }
    }
  }
});

test('the limit that is offered is higher than the one there is', () => {
  expect(howTo('raise-limit', 'linux', 1024, '').commands[0]?.command).toBe('ulimit -n 65536');
  expect(howTo('raise-limit', 'linux', 1_000_000, '').commands[0]?.command).toBe('ulimit -n 2000000');
});
