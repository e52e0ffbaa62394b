// The engine's end of a transport: checks envelopes and parameters, calls handlers, answers.
import * as v from 'valibot';
import { CallRefused } from './failures.ts';
import { type CheckedParams, type Method, methods, type Result } from './methods.ts';
import { type Envelope, NOT_JSON, type Transport } from './transport.ts';

export type Handler<M extends Method, Caller> = (
  params: CheckedParams<M>,
  caller: Caller,
) => Result<M> | Promise<Result<M>>;

/** One handler for each method; leaving one out does not compile. */
export type Handlers<Caller> = { readonly [M in Method]: Handler<M, Caller> };

/** Turns whatever a handler threw into the error of the answer. */
export type Explain = (error: unknown) => { code: number; message: string; data?: unknown };

const request = v.object({
  jsonrpc: v.literal('2.0'),
  id: v.optional(v.nullable(v.union([v.string(), v.number()]))),
  method: v.string(),
  params: v.optional(v.unknown()),
});

/**
 * Answers one caller's requests. Requests start in the order received (JSON-RPC 2.0; batches are not taken).
 * `explain` tells expected refusals from bugs; it must never throw.
 */
export function serve<Caller>(
  transport: Transport,
  handlers: Handlers<Caller>,
  caller: Caller,
  explain: Explain,
): void {
  transport.onEnvelope((envelope) => {
    const parsed = v.safeParse(request, envelope);
    if (!parsed.success) {
      transport.send(envelopeError(envelope));
      return;
    }
    const { id, method, params = {} } = parsed.output;
    const answer = (reply: Envelope) => {
      if (id !== undefined) transport.send(reply);
    };
    const fail = (error: unknown) => answer({ jsonrpc: '2.0', id: id ?? null, error: explain(error) });
    try {
      const result = start(handlers, method, params, caller);
      if (result instanceof Promise) {
        result.then((value) => answer({ jsonrpc: '2.0', id: id ?? null, result: value }), fail);
      } else {
        answer({ jsonrpc: '2.0', id: id ?? null, result });
      }
    } catch (error) {
      fail(error);
    }
  });
}

function start<Caller>(handlers: Handlers<Caller>, method: string, params: unknown, caller: Caller): unknown {
  if (!Object.hasOwn(methods, method)) throw new ProtocolError(-32601, `There is no method “${method}”.`);
  if (Array.isArray(params)) throw new ProtocolError(-32602, `Parameters of ${method} go by name, not by position.`);
  const name = method as Method;
  const checked = v.safeParse(methods[name].params as v.GenericSchema, params);
  if (!checked.success) throw new ProtocolError(-32602, wrongParams(name, checked.issues));
  const handler = handlers[name] as (params: unknown, caller: Caller) => unknown;
  return handler(checked.output, caller);
}

/** A violation of the protocol itself, answered with one of JSON-RPC's own codes. */
export class ProtocolError extends Error {
  readonly rpcCode: number;
  constructor(rpcCode: number, message: string) {
    super(message);
    this.rpcCode = rpcCode;
  }
}

/** The error of an answer for what the contract itself can raise; undefined for anything else. */
export function explainProtocol(error: unknown): { code: number; message: string; data?: unknown } | undefined {
  if (error instanceof ProtocolError) return { code: error.rpcCode, message: error.message };
  if (error instanceof CallRefused) return { code: error.rpcCode, message: error.message, data: error.failure };
  return undefined;
}

function wrongParams(method: Method, issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = deepest(issues);
  const where = issue ? v.getDotPath(issue) : undefined;
  return `Wrong parameters for ${method}${where ? ` at “${where}”` : ''}: ${issue?.message ?? 'not understood'}`;
}

/** The most telling issue: inside a union the one that got furthest. */
function deepest(issues: readonly v.BaseIssue<unknown>[]): v.BaseIssue<unknown> | undefined {
  let best: v.BaseIssue<unknown> | undefined;
  for (const issue of issues) {
    const inner = issue.issues ? deepest(issue.issues) : undefined;
    const candidate = inner ?? issue;
    if ((candidate.path?.length ?? 0) >= (best?.path?.length ?? -1)) best = candidate;
  }
  return best;
}

function envelopeError(envelope: unknown): Envelope {
  const error =
    envelope === NOT_JSON
      ? { code: -32700, message: 'This is not JSON.' }
      : {
          code: -32600,
          message: Array.isArray(envelope) ? 'Batches are not taken.' : 'This is not a JSON-RPC 2.0 request.',
        };
  const { id } = (typeof envelope === 'object' && envelope !== null ? envelope : {}) as { id?: unknown };
  return { jsonrpc: '2.0', id: typeof id === 'number' || typeof id === 'string' ? id : null, error };
}
