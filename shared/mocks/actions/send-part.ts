import * as v from 'valibot';
import { formatCounted } from '../../format.ts';
import { closing } from '../actions.ts';
import { bytes, oneOf } from '../fields.ts';
import { bytesOf, payloadText, withPattern } from '../payload.ts';
import { defineAction, sendBytes } from './rule-action.ts';

/** The beginning of a reply, and then nothing, a close or a reset: cut in the middle of a message. */
export const sendPart = defineAction({
  kind: 'send-part',
  title: 'Send part',
  summary: 'the beginning of a reply, then stays silent, closes or resets',
  settings: withPattern('send-part', {
    bytes: v.optional(bytes('How many bytes of it.')),
    percent: v.optional(
      v.pipe(v.number(), v.minValue(0), v.maxValue(100), v.description('Or which share of it, in %.')),
    ),
    afterwards: v.optional(oneOf(['stay', 'close', 'reset'], 'What comes then.')),
  }),
  defaults: { kind: 'send-part', text: 'HTTP/1.0 200 OK\r\n', percent: 50, afterwards: 'reset' },
  steps: (settings, doing) => {
    const whole = bytesOf(settings, doing.scope);
    const size = settings.bytes ?? Math.floor((whole.length * (settings.percent ?? 50)) / 100);
    return [sendBytes(whole.subarray(0, size), doing), ...closing(settings.afterwards)];
  },
  sentence: (settings) => {
    const { bytes: size, percent = 50, afterwards = 'stay' } = settings;
    const part = size === undefined ? `${percent} %` : formatCounted(size, 'byte');
    const end = { stay: 'falls silent', close: 'closes', reset: 'resets' }[afterwards];
    return `sends ${part} of ${payloadText(settings)} and ${end}`;
  },
});
