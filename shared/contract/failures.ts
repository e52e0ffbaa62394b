import * as v from 'valibot';

/**
 * An expected refusal or a reported error (`api.md`, "Errors"). `code` is Node's wherever Node has one, else ours;
 * `message` is the plain headline, `why` the cause where it was checked, `next` the steps that make sense.
 */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly nodeMessage?: string | undefined;
  readonly errno?: number | undefined;
  readonly syscall?: string | undefined;
  readonly address?: string | undefined;
  readonly port?: number | undefined;
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly errors?: readonly Failure[] | undefined;
  readonly why?: string | undefined;
  readonly next?: readonly NextStep[] | undefined;
}

/** Steps a person can take after a failure; the interface turns each into a button. */
export const nextSteps = [
  'try-again',
  'retry',
  'use-next-port',
  'use-any-port',
  'use-high-port',
  'use-loopback',
  'use-ip-address',
  'connect-to-it',
  'go-to-server',
  'start-server-here',
  'remove-stale-socket',
  'choose-other-path',
  'create-folder',
  'use-temp-path',
  'wait-for-path',
  'reconnect',
  'edit-address',
  'let-system-choose',
  'open-new-connection',
  'close-now',
  'close-ended',
  'raise-limit',
  'raise-server-limit',
  'how-to-allow',
  'copy-group-command',
  'pick-address',
  'use-ipv4',
  'give-up-sooner',
  'speak-as-server',
  'close-idle',
  'change-idle-action',
  'retry-fast',
  'show-in-folder',
  'show-time-wait',
  'show-attempts',
  'show-ladder',
  'stop-repeats',
] as const;
export type NextStep = (typeof nextSteps)[number];

const text = v.optional(v.string());
const number = v.optional(v.number());
export const failure: v.GenericSchema<Failure> = v.strictObject({
  code: v.string(),
  message: v.string(),
  nodeMessage: text,
  errno: number,
  syscall: text,
  address: text,
  port: number,
  localAddress: text,
  localPort: number,
  errors: v.optional(v.array(v.lazy((): v.GenericSchema<Failure> => failure))),
  why: text,
  next: v.optional(v.array(v.picklist(nextSteps))),
});

/** Codes of our own, for what Node has no code for. */
export const ownCodes = {
  UNKNOWN_SERVER: 'There is no such server.',
  UNKNOWN_SOCKET: 'There is no such socket.',
  UNKNOWN_CLIENT: 'There is no such client.',
  BAD_LAB_FILE: 'This file cannot be opened as a lab.',
  NOT_A_LAB_NAME: 'Labs are saved as files that end in .socketlab.',
  UNKNOWN_TAP: 'There is no such tap.',
  UNKNOWN_FAULT: 'There is no such fault on this socket.',
  UNKNOWN_HOLD: 'This chunk is not in the tray any more.',
  TAP_LOOP: 'This tap would pass everything on to itself.',
  NOT_ON_A_SOCKET: 'This fault concerns everybody who connects: it belongs to a server or a tap.',
  UNKNOWN_REPEAT: 'This repeat has ended already.',
  RATE_TOO_HIGH: 'At most 1 000 messages a second are sent.',
  BAD_TEMPLATE: 'This template cannot be sent.',
  BAD_PATTERN: 'This cannot be looked for.',
  PATTERN_TOO_SLOW: 'The search took too long and was stopped.',
  UNKNOWN_TRANSFER: 'There is no such file transfer.',
  PATH_TOO_LONG: 'The path is too long.',
  FD_IN_USE: 'This descriptor belongs to Socket Lab itself.',
  SOCKET_OPEN: 'The socket is still open.',
  NO_TARGET: 'This socket was not dialled from here.',
  NOT_STALE: 'This is not a leftover socket file.',
  NOT_MISSING: 'The folder is there already.',
  NOT_A_FILE: 'Only ordinary files can be sent.',
  NOT_SUPPORTED: 'This machine or this version of Node cannot do that.',
  FILES_NOT_ALLOWED: 'Files and paths of this machine are not open to callers from the network.',
  NO_KERNEL_DETAILS: 'The kernel’s numbers for this socket cannot be read.',
  ENGINE_CLOSED: 'The engine has been closed.',
} as const;
export type OwnCode = keyof typeof ownCodes;

/** What a refused call rejects with: the failure, and the JSON-RPC code it travelled under. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly failure: Failure;
  readonly rpcCode: number;
  get code(): string {
    return this.failure.code;
  }
  constructor(failure: Failure, rpcCode = -32000) {
    super(failure.message);
    this.failure = failure;
    this.rpcCode = rpcCode;
  }
}
