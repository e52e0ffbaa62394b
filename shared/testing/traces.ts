import type { Action } from '../mocks/actions.ts';
import { latin1 } from '../mocks/message.ts';

/** Actions as short words, so that a trace reads like a script: `send 4f4b`, `wait 50`, `end`. */
export function traceOf(actions: readonly Action[] | undefined): string[] {
  return (actions ?? []).map((action) => {
    switch (action.do) {
      case 'send':
        return `send ${latin1(action.bytes)}${action.rule ? ` (${action.rule})` : ''}${action.bare ? ' bare' : ''}`;
      case 'send-file':
        return `send-file ${action.file.path}`;
      case 'stream':
        return `stream ${latin1(action.stream.produce(0, 12))}`;
      case 'wait':
        return `wait ${action.ms}`;
      case 'note':
        return `${action.mark ? 'mark' : 'note'} ${action.text}`;
      case 'pause':
        return action.ms === undefined ? 'pause' : `pause ${action.ms}`;
      case 'destroy':
      case 'reset':
        return action.now ? `${action.do} now` : action.do;
      case 'timer':
        return `timer ${action.name} ${action.ms ?? 'off'}`;
      case 'broadcast':
        return `broadcast ${latin1(action.bytes)}${action.includeSender ? ' to all' : ''}`;
      case 'relay':
        return `relay${action.bytes ? ` ${latin1(action.bytes)}` : ''}${action.end ? ' end' : ''}`;
      case 'forward':
        return `forward ${latin1(action.bytes)}${action.reply ? ' and back' : ''}`;
      case 'read-rate':
        return `read-rate ${action.bytesPerSecond}`;
      case 'fired':
        return `fired ${action.rule}`;
      case 'unmatched':
        return `unmatched ${latin1(action.bytes)}`;
      case 'failed':
        return `failed ${action.why}`;
      default:
        return action.do;
    }
  });
}
