// The engine: the only owner of `net` objects. Plain Node, no shell; callers reach it over transports.
import type { Failure, OwnCode } from '../../shared/contract/failures.ts';
import { fileMethods, type Method } from '../../shared/contract/methods.ts';
import { explainProtocol, type Handlers, serve } from '../../shared/contract/serve.ts';
import type { Transport } from '../../shared/contract/transport.ts';
import { type Mock, pathsOf } from '../../shared/mocks/mock.ts';
import { type Caller, Core } from './core.ts';
import { Descriptors } from './descriptors.ts';
import { refusal } from './failures.ts';
import { documentHandlers } from './handlers/document-handlers.ts';
import { faultHandlers } from './handlers/fault-handlers.ts';
import { kernelHandlers } from './handlers/kernel-handlers.ts';
import { labHandlers, resetLab } from './handlers/lab-handlers.ts';
import { mockHandlers } from './handlers/mock-handlers.ts';
import { repeatHandlers } from './handlers/repeat-handlers.ts';
import { serverHandlers } from './handlers/server-handlers.ts';
import { socketHandlers } from './handlers/socket-handlers.ts';
import { tapHandlers } from './handlers/tap-handlers.ts';
import { toolHandlers } from './handlers/tool-handlers.ts';
import type { KernelOptions } from './kernel/sampler.ts';
import { LoopDelay } from './loop-delay.ts';
import { Outbox } from './outbox.ts';
import { aboutThisMachine } from './platform.ts';
import { dialNew } from './sockets/dialling.ts';
import { reconnectAfter } from './sockets/reconnecting.ts';

export interface EngineOptions {
  /** The product's version, for `lab.about`. */
  readonly version: string;
  /** Descriptors this process inherited, with what they refer to; none by default. See `descriptors.ts`. */
  readonly inherited?: ReadonlyMap<number, string>;
  /** Most bytes all captures keep together; default 256 MB. */
  readonly captureBytes?: number;
  /** How many closed sockets are kept to look at; default 5,000, the oldest are forgotten first. */
  readonly closedKept?: number;
  /** How the kernel's tables are read; for tests of what happens where they cannot be. */
  readonly kernel?: KernelOptions;
  /** Told about exceptions, which are bugs; default: written to stderr. */
  readonly onBug?: (error: unknown) => void;
}

export interface CallerOptions {
  /** Whether this caller may read and write files and paths of this machine; default true. */
  readonly files?: boolean;
}

export interface Engine {
  /** Serves the contract to one caller until its transport closes. A caller that leaves does not stop the lab. */
  connect(transport: Transport, options?: CallerOptions): void;
  /** Reports an exception that nobody has caught, with its stack: to every reader as `lab.problem`, and to `onBug`. */
  reportBug(error: unknown): void;
  /** Closes and forgets everything. Resolves when all descriptors are closed. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const CLOSED_KEPT = 5_000;

/** Makes an engine. Whoever makes it closes it. */
export function createEngine(options: EngineOptions): Engine {
  const core = new Core({
    about: aboutThisMachine(options.version, true),
    descriptors: new Descriptors(options.inherited ?? new Map()),
    captureBytes: options.captureBytes,
    closedKept: options.closedKept ?? CLOSED_KEPT,
    kernel: options.kernel,
  });
  const loopDelay = new LoopDelay();
  const tell = options.onBug ?? ((error: unknown) => process.stderr.write(`${(error as Error)?.stack ?? error}\n`));
  core.dial = (definition) => dialNew(core, definition, {});
  core.lifeEnds.add(({ life, close }) => reconnectAfter(life, close));
  let closed = false;
  const handlers = guarded(
    {
      ...labHandlers(core, loopDelay),
      ...documentHandlers(core),
      ...serverHandlers(core),
      ...socketHandlers(core),
      ...toolHandlers(core),
      ...kernelHandlers(core, options.kernel?.ss),
      ...mockHandlers(core),
      ...tapHandlers(core),
      ...faultHandlers(core),
      ...repeatHandlers(core),
    },
    () => (closed ? 'ENGINE_CLOSED' : undefined),
  );
  const handlersWithoutFiles = guarded(handlers, (method, params) =>
    fileMethods.has(method) || namesPath(params) ? 'FILES_NOT_ALLOWED' : undefined,
  );

  function connect(transport: Transport, { files = true }: CallerOptions = {}): void {
    const caller: Caller = { outbox: new Outbox(transport), watched: new Set(), files };
    core.callers.add(caller);
    transport.onClose(() => {
      caller.outbox.close();
      core.callers.delete(caller);
      core.kernel.leave(caller);
    });
    serve(
      transport,
      files ? handlers : handlersWithoutFiles,
      caller,
      (error) => explainProtocol(error) ?? explainBug(error, reportBug),
    );
  }

  function reportBug(error: unknown): void {
    tell(error);
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    core.emit({ type: 'lab.problem', message, ...(stack !== undefined && { stack }) });
  }

  async function close(): Promise<void> {
    closed = true; // what were made from now on would stay open
    await resetLab(core);
    await core.kernel.close();
    core.counting.close();
    core.undertaker.close();
    loopDelay.close();
  }

  return { connect, reportBug, close, [Symbol.asyncDispose]: close };
}

/** The same handlers, refusing each call for which `refuse` has a code. */
function guarded(
  handlers: Handlers<Caller>,
  refuse: (method: Method, params: unknown) => OwnCode | undefined,
): Handlers<Caller> {
  const guards = Object.entries(handlers).map(([method, handler]) => [
    method,
    (params: unknown, caller: Caller) => {
      const code = refuse(method as Method, params);
      if (code) throw refusal(code);
      return (handler as (params: unknown, caller: Caller) => unknown)(params, caller);
    },
  ]);
  return Object.fromEntries(guards) as Handlers<Caller>;
}

interface Pathed {
  readonly path?: unknown;
}
/** Whether a server or a socket is to be put on a path, or a mock is to read a file. */
function namesPath(params: unknown): boolean {
  const { listen, target, mock } = params as { listen?: Pathed; target?: Pathed; mock?: Mock | null };
  return listen?.path !== undefined || target?.path !== undefined || (mock != null && pathsOf(mock).length > 0);
}

/** An exception that is no refusal is a bug: reported with its stack, and the rest goes on. */
function explainBug(error: unknown, report: (error: unknown) => void) {
  report(error);
  const message = error instanceof Error ? error.message : String(error);
  const data: Failure = {
    code: 'INTERNAL_ERROR',
    message: 'Something in Socket Lab itself has gone wrong.',
    nodeMessage: message,
  };
  return { code: -32603, message: data.message, data };
}
