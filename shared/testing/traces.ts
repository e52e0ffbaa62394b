import type { Action } from '../mocks/actions.ts';

/** Actions as short words, so that a trace reads like a script: `send 4f4b`, `wait 50`, `end`. */
export function traceOf(actions: readonly Action[] | undefined): string[] {
  return (actions ?? []).map((action) => {
    switch (action.do) {
      case 'send':
        return `send ${String.fromCharCode(...action.bytes)}`;
      case 'wait':
        return `wait ${action.ms}`;
      case 'note':
        return `note ${action.text}`;
      default:
        return action.do;
    }
  });
}
