import * as v from 'valibot';
import { utf8 } from '../../bytes.ts';
import { closing, send } from '../actions.ts';
import { defineBehaviour } from '../behaviour.ts';
import { longText, oneOf } from '../fields.ts';
import { render } from '../template.ts';

const validZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

type Settings = { format?: string | undefined; text?: string | undefined; timeZone?: string | undefined };

/** The time in words, as RFC 867 suggests: Tuesday, February 22, 1982 17:37:43-PST. */
function dateText(now: number, { format = 'rfc867', timeZone = 'UTC' }: Settings): string {
  if (format === 'unix') return String(Math.floor(now / 1000));
  if (format === 'iso') return new Date(now).toISOString();
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(now);
  const day = part({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
  const time = part({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return `${day} ${time}-${timeZone}`;
}

/** One line with the time, and the end (RFC 867). */
export const daytime = defineBehaviour({
  kind: 'daytime',
  title: 'Daytime',
  summary: 'tells the time and finishes',
  settings: v.strictObject({
    kind: v.literal('daytime'),
    format: v.optional(oneOf(['rfc867', 'iso', 'unix', 'custom'], 'How the time is written.')),
    text: v.optional(v.pipe(longText, v.description('The line for “custom”: {{time}}, {{time:unix}} and others.'))),
    timeZone: v.optional(v.pipe(v.string(), v.maxLength(100), v.check(validZone, 'There is no such time zone.'))),
    afterwards: v.optional(oneOf(['stay', 'finish', 'close'], 'What comes then.')),
  }),
  defaults: { kind: 'daytime' },
  onOpened: (settings, scope) => {
    const { format, text = '{{time}}', afterwards = 'finish' } = settings;
    const line = format === 'custom' ? render(`${text}\r\n`, scope) : utf8(`${dateText(scope.now, settings)}\r\n`);
    return [send(line), ...closing(afterwards)];
  },
  sentence: ({ afterwards = 'finish' }) =>
    `Tells the time${afterwards === 'stay' ? '' : ` and ${afterwards === 'finish' ? 'finishes' : 'closes'}`}.`,
});
