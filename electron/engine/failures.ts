// Errors of Node and of the system as failures of the contract: code, numbers, plain words, and the checked cause.
import { CallRefused, type Failure, type OwnCode, ownCodes } from '../../shared/contract/failures.ts';
import { failureWords, type Situation } from '../../shared/failure-texts/index.ts';
import { maxPathBytes } from './platform.ts';

interface ErrorFacts extends NodeJS.ErrnoException {
  address?: string;
  port?: number;
  localAddress?: string;
  localPort?: number;
  errors?: readonly Error[];
  pathBytes?: number;
}

/** An error as the contract tells it. Fields that the error has not are absent; `situation` chooses the words. */
export function failureOf(error: unknown, situation: Situation = { doing: 'use' }): Failure {
  if (error instanceof CallRefused) return error.failure;
  const e = (error instanceof Error ? error : new Error(String(error))) as ErrorFacts;
  const code = typeof e.code === 'string' ? e.code : 'ERR_UNKNOWN';
  const inner = (e.errors ?? []) as readonly ErrorFacts[];
  const nodeMessage = e.message || inner.map((one) => one.message).join('; ');
  const words = failureWords(code, {
    ...situation,
    nodeMessage,
    tried: inner.every((one) => one.code === code) ? inner.flatMap((one) => one.address ?? []) : undefined,
    maxPathBytes,
    platform: process.platform,
    pathBytes: e.pathBytes,
  });
  const failure: Mutable<Failure> = { code, message: words?.message ?? (nodeMessage || code), nodeMessage };
  if (words?.why !== undefined) failure.why = words.why;
  if (words?.next !== undefined) failure.next = words.next;
  if (typeof e.errno === 'number') failure.errno = e.errno;
  if (typeof e.port === 'number') failure.port = e.port;
  // Node leaves some null: the address of a listen on a descriptor.
  if (e.syscall != null) failure.syscall = e.syscall;
  if (e.address != null) failure.address = e.address;
  if (e.localAddress != null) failure.localAddress = e.localAddress;
  if (e.localPort != null) failure.localPort = e.localPort;
  if (e.errors)
    failure.errors = e.errors.map((one) => failureOf(one, { ...situation, host: (one as ErrorFacts).address }));
  return failure;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A refusal under one of our own codes. */
export function refusal(code: OwnCode, why?: string): CallRefused {
  return new CallRefused({ code, message: ownCodes[code], ...(why !== undefined && { why }) });
}

/** A refusal under one of Node's codes, with the words for the situation. */
export function nodeRefusal(code: string, nodeMessage: string, situation?: Situation, why?: string): CallRefused {
  const failure = failureOf(Object.assign(new Error(nodeMessage), { code }), situation);
  return new CallRefused(why === undefined ? failure : { ...failure, why });
}

/**
 * What to throw for something that was caught: a refusal where Node or the system refused (it has a code), the thing
 * itself where it is a bug of ours, so that it is reported as one.
 */
export function refusalOf(error: unknown, situation?: Situation): unknown {
  if (error instanceof CallRefused) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? new CallRefused(failureOf(error, situation)) : error;
}
