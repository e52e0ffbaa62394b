import { blankDraft, compose } from '../../shared/compose/compose.ts';
import type { CheckedParams } from '../../shared/contract/methods.ts';
import { refusal } from './failures.ts';

/** The writes of the `n`-th message, from 1 on. */
export type MessageMaker = (n: number) => readonly Buffer[];

/** How the messages of a repeat are made. Refused: BAD_TEMPLATE with what is wrong in it. */
export function messageMaker(message: CheckedParams<'repeat.start'>['message']): MessageMaker {
  if ('writes' in message) {
    const writes = message.writes.map((write) => Buffer.from(write, 'base64'));
    return () => writes;
  }
  const { files: given = {}, ...typed } = message.template;
  const draft = { ...blankDraft, ...typed, mode: 'template' as const };
  const files = new Map(Object.entries(given).map(([name, bytes]) => [name, Buffer.from(bytes, 'base64')]));
  const make = (counter: number) => compose(draft, { counter, now: Date.now(), random: Math.random, files });
  const [problem] = make(1).problems;
  if (problem) throw refusal('BAD_TEMPLATE', problem.message);
  return (n) => make(n).writes.map((write) => Buffer.from(write.buffer, write.byteOffset, write.byteLength));
}
