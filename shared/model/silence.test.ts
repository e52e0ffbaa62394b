// What is said of a peer that is not heard, and when.
import { expect, test } from 'vitest';
import { testRow, testSocket } from '../testing/records.ts';
import { answeredAfter, silenceOf, whyNoProbe } from './silence.ts';

const QUIET_MS = 60_000;
const quietEnd = testSocket(1, { connectedAt: 0, heardAt: 6_000 });
const retrying = testRow({ timer: 'retransmit', retransmits: 4, sendQueue: 13, timerMs: 2_600, sampledAt: 20_000 });
const probing = testRow({ timer: 'keepalive', probes: 3, timerMs: 500, sampledAt: 20_000 });
const silence = (socket = quietEnd, now = 20_000, peer?: typeof quietEnd) => silenceOf(socket, peer, now, QUIET_MS);

test('a peer that does not acknowledge: who has been told, what is tried, and that this is half-open', () => {
  expect(silence({ ...quietEnd, kernel: retrying }, 20_000, quietEnd)).toEqual({
    kind: 'no-answer',
    provenance: 'sampled',
    text: 'Neither end has been told. Last heard 14 s ago. 13 B not acknowledged; the kernel has tried again 4 times, next try in 2.6 s. This is half-open.',
  });
  expect(silence({ ...quietEnd, kernel: probing })?.text).toBe(
    'This end has not been told. Last heard 14 s ago. 3 keepalive probes went unanswered, next probe in 500 ms. This is half-open.',
  );
  const { heardAt: _, ...neverHeard } = quietEnd;
  expect(silence({ ...neverHeard, kernel: probing })?.text).toContain('Nothing was ever heard, in 20 s.');
});

test('one try more is no silence yet, and a window that is shut is an answer', () => {
  expect(silence({ ...quietEnd, kernel: testRow({ timer: 'retransmit', retransmits: 1 }) })).toBeUndefined();
  expect(silence({ ...quietEnd, kernel: testRow({ timer: 'zero-window', retransmits: 9 }) })).toBeUndefined();
});

test('nothing heard for long is quiet, while nobody has asked', () => {
  expect(silence(quietEnd, 66_000)).toBeUndefined();
  expect(silence(quietEnd, 66_001)).toMatchObject({ kind: 'quiet', provenance: 'observed' });
  expect(silence({ ...quietEnd, kernel: testRow({}) }, 70_000)?.text).toMatch(/^Nothing heard for 1 min/u);
});

test('nothing is said of an end that is over, not connected yet, or on a path', () => {
  expect(silence({ ...quietEnd, state: 'closed', kernel: retrying }, 99_000)).toBeUndefined();
  const { connectedAt: _, ...dialling } = quietEnd;
  expect(silence({ ...dialling, kernel: retrying }, 99_000)).toBeUndefined();
  expect(silence({ ...quietEnd, kind: 'unix' }, 99_000)).toBeUndefined();
});

test('a probe was answered by what came after it, not by what came before', () => {
  expect(answeredAfter(1_000, 2_000, 300)).toBe(700);
  expect(answeredAfter(1_000, 2_000, 1_000)).toBeUndefined();
  expect(answeredAfter(1_000, 2_000, 50_000)).toBeUndefined();
  expect(answeredAfter(1_000, 2_000, undefined)).toBeUndefined();
});

test('while the kernel sends again there is no probe', () => {
  expect(whyNoProbe({ ...quietEnd, kernel: retrying })).toMatch(/sends again/u);
  expect(whyNoProbe({ ...quietEnd, kernel: probing })).toBeUndefined();
  expect(whyNoProbe(quietEnd)).toBeUndefined();
});
