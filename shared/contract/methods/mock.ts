import * as v from 'valibot';
import { faultList, faultSettings } from '../../faults/index.ts';
import { matcher } from '../../mocks/matchers/index.ts';
import { mock } from '../../mocks/mock.ts';
import { socketOptions, target } from '../dial-options.ts';
import { at, byteCount, faultId, holdId, nothing, passedOn, serverId, socketId, tapId } from '../fields.ts';
import { listen, serverOptions } from '../listen-options.ts';
import { appliedFault, nodeAddress } from '../records.ts';
import { method, none } from './method.ts';

const given = passedOn<unknown>();
const text = v.record(v.string(), v.string());
const problem = v.strictObject({ at: v.string(), text: v.string() });

/** A step of the test bench: what would happen, when, and with which bytes (base64). */
const benchStep = v.strictObject({
  atMs: v.number(),
  do: v.string(),
  data: v.optional(v.string()),
  size: v.optional(byteCount),
  text: v.optional(v.string()),
});

const entry = {
  kind: v.string(),
  title: v.string(),
  summary: v.string(),
  note: v.optional(v.string()),
  defaults: v.record(v.string(), v.unknown()),
  schema: v.record(v.string(), v.unknown()),
};
const entries = v.array(v.strictObject(entry));

export const mockMethods = {
  'mock.describe': method({
    params: v.strictObject({ mock }),
    result: v.strictObject({ sentence: v.string(), problems: v.array(problem) }),
  }),
  /** What would become of a message; touches no network. `explain` tells of every rule that was tried. */
  'mock.test': method({
    params: v.strictObject({ mock, message: given, encoding: v.optional(given), state: v.optional(text) }),
    result: v.strictObject({
      ruleId: v.optional(v.string()),
      groups: v.optional(text),
      actions: v.array(benchStep),
      explain: v.array(
        v.strictObject({
          ruleId: v.string(),
          matched: v.boolean(),
          why: v.string(),
          /** A change of the rule that would have made it match. */
          fix: v.optional(v.strictObject({ title: v.string(), when: matcher })),
        }),
      ),
      /** The variables afterwards. */
      state: text,
    }),
  }),
  'mock.catalogue': method({
    params: none,
    result: v.strictObject({
      behaviours: entries,
      framings: entries,
      matchers: entries,
      actions: entries,
      steps: entries,
      faults: v.array(v.strictObject({ ...entry, lossless: v.boolean(), ofServer: v.boolean(), sentence: v.string() })),
      presets: v.array(v.record(v.string(), v.unknown())),
      templates: text,
      mock: v.record(v.string(), v.unknown()),
    }),
  }),
  /** A Node script that behaves like the mock; `left` says what it cannot do. */
  'mock.nodeScript': method({
    params: v.strictObject({ mock, listen: v.optional(listen) }),
    result: v.strictObject({ text: v.string(), left: v.array(v.string()) }),
  }),
  /** The variables and the place in the script of one connection. */
  'mock.state': method({
    params: v.strictObject({ socketId }),
    result: v.strictObject({ state: text, messages: byteCount, position: v.optional(byteCount) }),
  }),
};

const { entries: server } = serverOptions;
const tapOptions = v.strictObject({ ...server, ...socketOptions.entries });
const live = {
  faults: v.optional(faultList),
  passFin: v.optional(v.boolean()),
  passReset: v.optional(v.boolean()),
  /** What the client gets when the target cannot be reached. */
  onRefuse: v.optional(v.picklist(['close', 'reset'])),
};

/** A tap without its numbers: what is started, and what a lab file keeps. */
export const tapDefinition = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  listen,
  target,
  /** Options of both sides; each takes those it knows. */
  options: v.optional(tapOptions),
  ...live,
});
export type TapDefinition = v.InferOutput<typeof tapDefinition>;

export const tapMethods = {
  /** A tap that does not listen yet. `tapId` and `serverId` give a removed one its old numbers back. */
  'tap.create': method({
    params: v.strictObject({
      tapId: v.optional(tapId),
      serverId: v.optional(serverId),
      ...tapDefinition.entries,
    }),
    result: v.strictObject({ tapId, serverId }),
  }),
  'tap.start': method({
    params: v.union([v.strictObject({ tapId }), tapDefinition]),
    result: v.strictObject({ tapId, serverId, address: nodeAddress }),
  }),
  /** A new target is for new connections; everything else works at once. */
  'tap.update': method({
    params: v.strictObject({
      tapId,
      name: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
      target: v.optional(target),
      ...live,
    }),
    result: nothing,
  }),
  /** Listens no longer and closes its connections; `tap.start {tapId}` starts it again. */
  'tap.stop': method({ params: v.strictObject({ tapId }), result: nothing }),
  'tap.remove': method({ params: v.strictObject({ tapId }), result: nothing }),
};

const held = v.strictObject({
  holdId,
  socketId,
  faultId,
  direction: v.picklist(['sent', 'received']),
  size: byteCount,
  data: v.string(),
  heldAt: at,
});
/** One held chunk, all of a socket, or all there are. */
const which = { holdId: v.optional(holdId), socketId: v.optional(socketId) };

export const faultMethods = {
  'fault.apply': method({
    params: v.strictObject({ socketId, fault: faultSettings }),
    result: v.strictObject({ faultId, active: v.boolean() }),
  }),
  /** One fault, or all that are on the socket. */
  'fault.clear': method({
    params: v.strictObject({ socketId, faultId: v.optional(faultId) }),
    result: v.strictObject({ cleared: v.array(appliedFault.entries.faultId) }),
  }),
  'hold.list': method({
    params: v.strictObject({ socketId: v.optional(socketId) }),
    result: v.strictObject({ holds: v.array(held) }),
  }),
  /** `data` takes the place of what was held; it needs a `holdId`. Chunks go on in the order in which they came. */
  'hold.forward': method({
    params: v.strictObject({ ...which, data: v.optional(given), encoding: v.optional(given) }),
    result: v.strictObject({ forwarded: byteCount }),
  }),
  'hold.discard': method({ params: v.strictObject(which), result: v.strictObject({ discarded: byteCount }) }),
};
