import { expect, test } from 'vitest';
import { faultText } from '../faults/index.ts';
import { presets } from './presets.ts';

test.each([
  ['Laggy', '500 ms ±100', [{ kind: 'delay', ms: 500, jitterMs: 100, direction: 'both' }]],
  ['Dial-up', '5 kB/s', [{ kind: 'throttle', bytesPerSecond: 5_000, direction: 'both' }]],
  ['Dribble', '1 byte/100 ms', [{ kind: 'slice', bytes: 1, gapMs: 100 }]],
  ['Stops reading', 'backpressure', [{ kind: 'stop-reading' }]],
  ['Never replies', 'nothing leaves', [{ kind: 'silence' }]],
  ['Goes silent', 'after 1 kB', [{ kind: 'silence', afterBytes: 1_000 }]],
  ['Resets after 1 kB', 'RST', [{ kind: 'reset-after', bytes: 1_000 }]],
  ['Cuts off mid-message', 'closes', [{ kind: 'cut-after', bytes: 10, afterwards: 'close' }]],
  ['Slow close', '10 s', [{ kind: 'slow-close', ms: 10_000 }]],
  ['Cable cut (imitation)', 'the kernel still answers', [{ kind: 'silence', direction: 'both' }]],
])('the preset %s says %s and does it', (title, said, faults) => {
  const preset = presets.find((one) => one.title === title);
  expect(preset?.faults).toEqual(faults);
  expect(preset?.summary).toContain(said);
});

test('every preset has its own id and title, and its faults can be said in words', () => {
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  expect(new Set(presets.map(({ title }) => title)).size).toBe(presets.length);
  for (const fault of presets.flatMap(({ faults }) => faults)) expect(faultText(fault)).not.toBe('');
});
