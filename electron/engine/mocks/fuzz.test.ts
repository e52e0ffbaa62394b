// Thousands of random mocks and lab files: refused clearly, or run; never a crash, never a hang, never a bug reported.
import { once } from 'node:events';
import net from 'node:net';
import { expect, test } from 'vitest';
import { CallRefused } from '../../../shared/contract/failures.ts';
import { faults } from '../../../shared/faults/index.ts';
import { ruleActions } from '../../../shared/mocks/actions/index.ts';
import { startableBehaviours } from '../../../shared/mocks/behaviours/index.ts';
import { framings } from '../../../shared/mocks/framing/index.ts';
import { matchers } from '../../../shared/mocks/matchers/index.ts';
import { scriptSteps } from '../../../shared/mocks/script/index.ts';
import { type Random, randomFrom } from '../../../shared/testing/random.ts';
import { TestLab } from '../testing/test-lab.ts';

const odd: readonly unknown[] = [
  null,
  -1,
  0,
  1e99,
  1.5,
  '',
  'x',
  '{{match}}',
  '(a+)+$',
  [],
  {},
  true,
  '00',
  '\u0000',
  'kind',
];
const lists = { behaviours: startableBehaviours, framings, matchers, actions: ruleActions, steps: scriptSteps, faults };

/** The defaults of something, with one value in three exchanged for an odd one now and then. */
function some(random: Random, list: readonly { readonly defaults: unknown }[], oddness: number): unknown {
  const settings: Record<string, unknown> = { ...(random.pick(list).defaults as object) };
  if (random.below(100) < oddness) {
    const key = random.pick([...Object.keys(settings), 'ms', 'bytes', 'of', 'do', 'seed', 'more']);
    settings[key] = random.pick(odd);
  }
  // What would reach out of the machine or take long is not what is tried here.
  if (settings.kind === 'forward' || settings.kind === 'relay') return { kind: 'mark', text: 'x' };
  return settings;
}

function randomMock(random: Random): unknown {
  const oddness = random.pick([0, 0, 5, 30]);
  const many = <T>(most: number, make: () => T) => Array.from({ length: random.below(most + 1) }, make);
  const maybe = (value: unknown) => (random.below(2) === 0 ? value : undefined);
  const mock: Record<string, unknown> = {
    greeting: maybe(many(3, () => some(random, lists.actions, oddness))),
    framing: maybe(some(random, lists.framings, oddness)),
    rules: maybe(
      many(4, () => ({
        id: `r${random.below(6)}`,
        when: some(random, lists.matchers, oddness),
        do: many(3, () => some(random, lists.actions, oddness)),
        ...(random.below(4) === 0 && { continue: true }),
      })),
    ),
    otherwise: maybe(some(random, lists.behaviours, oddness)),
    wire: maybe(many(3, () => some(random, lists.faults, oddness))),
    ending: maybe({ onPeerFinish: random.pick(['finish', 'keep', 'close', 'reset', 'dance']) }),
    script: random.below(5) === 0 ? { steps: many(5, () => some(random, lists.steps, oddness)) } : undefined,
  };
  for (const key of Object.keys(mock)) if (mock[key] === undefined) delete mock[key];
  if (random.below(20) === 0) mock[random.pick(['rule', 'rules', 'wire', 'kind'])] = random.pick(odd);
  return mock;
}

const clear = (error: unknown) => {
  if (!(error instanceof CallRefused) || error.code === 'INTERNAL_ERROR') throw error;
};

test('10,000 random mocks are described and tried, or refused; a part of them meets a real client', {
  timeout: 120_000,
}, async () => {
  await using lab = await TestLab.open();
  const random = randomFrom(20);
  let [run, refused, served] = [0, 0, 0];
  for (let round = 0; round < 10_000; round++) {
    const mock = randomMock(random);
    const message = random.pick(['PING', 'GET /', '', 'x'.repeat(200), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!']);
    try {
      await lab.call('mock.describe', { mock } as never);
      await lab.call('mock.test', { mock, message } as never);
      run++;
    } catch (error) {
      clear(error);
      refused++;
      continue;
    }
    if (round % 50 !== 0) continue;
    try {
      const { serverId, address } = await lab.call('server.listen', {
        listen: { port: 0, host: '127.0.0.1' },
        mock,
      } as never);
      const socket = net.connect((address as net.AddressInfo).port, '127.0.0.1').on('error', () => {});
      socket.write(`${message}\n`);
      await Promise.race([once(socket, 'data'), once(socket, 'close'), once(socket, 'connect')]).catch(() => {});
      socket.destroy();
      await lab.call('server.remove', { serverId });
      served++;
    } catch (error) {
      clear(error);
    }
  }
  expect(lab.bugs).toEqual([]);
  expect(run).toBeGreaterThan(3_000);
  expect(refused).toBeGreaterThan(500);
  expect(served).toBeGreaterThan(50);
});

test('random lab files open or are refused, and change nothing then', { timeout: 60_000 }, async () => {
  await using lab = await TestLab.open();
  const random = randomFrom(21);
  let opened = 0;
  for (let round = 0; round < 500; round++) {
    const file = {
      format: 'socketlab',
      version: 1,
      servers: [{ name: 'a', listen: { port: random.pick([0, 'x', null]) }, mock: randomMock(random) }],
      taps:
        random.below(2) === 0
          ? [
              {
                listen: { port: 0 },
                target: random.pick([{ port: 1 }, {}, null]),
                faults: [some(random, lists.faults, 20)],
              },
            ]
          : [],
      clients: [],
    };
    let text = JSON.stringify(file);
    if (random.below(10) === 0) text = text.slice(0, random.below(text.length));
    try {
      await lab.call('document.open', { text });
      opened++;
    } catch (error) {
      clear(error);
    }
  }
  expect(lab.bugs).toEqual([]);
  expect(opened).toBeGreaterThan(20);
});

test('a pattern that would run for ever is given up, said, and the next one is tried', async () => {
  await using lab = await TestLab.open();
  const mock = {
    framing: { kind: 'delimiter', bytes: 'lf' },
    rules: [
      { id: 'evil', when: { kind: 'regex', pattern: '^(a+)+$' }, do: [{ kind: 'send', text: 'evil' }] },
      { id: 'good', when: { kind: 'starts-with', text: 'a' }, do: [{ kind: 'send', text: 'good' }] },
    ],
  } as const;
  const { ruleId, explain } = await lab.call('mock.test', { mock: mock as never, message: `${'a'.repeat(40)}!` });
  expect(ruleId).toBe('good');
  expect(explain[0]?.why).toMatch(/given up after 10 ms/u);
});
