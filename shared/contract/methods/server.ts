import * as v from 'valibot';
import { mock } from '../../mocks/mock.ts';
import { byteCount, nothing, passedOn, serverId } from '../fields.ts';
import { listen, retry, serverOptions } from '../listen-options.ts';
import { nodeAddress } from '../records.ts';
import { method } from './method.ts';

export const serverDefinition = v.strictObject({
  name: v.optional(v.string()),
  listen,
  options: v.optional(serverOptions),
  mock: v.optional(v.nullable(mock)),
});
export type ServerDefinition = v.InferOutput<typeof serverDefinition>;

const onlyId = v.strictObject({ serverId });

export const serverMethods = {
  /** `serverId` gives a removed server its old number back. */
  'server.create': method({
    params: v.strictObject({ serverId: v.optional(serverId), ...serverDefinition.entries }),
    result: v.strictObject({ serverId }),
  }),
  'server.listen': method({
    params: v.union([
      v.strictObject({ serverId, retry: v.optional(retry) }),
      v.strictObject({ ...serverDefinition.entries, retry: v.optional(retry) }),
    ]),
    result: v.strictObject({ serverId, address: nodeAddress }),
  }),
  'server.close': method({
    params: v.strictObject({ serverId, sockets: v.optional(v.picklist(['keep', 'end', 'destroy']), 'keep') }),
    result: nothing,
  }),
  'server.update': method({
    params: v.strictObject({
      serverId,
      name: v.optional(v.string()),
      maxConnections: v.optional(passedOn<number>()),
      mock: v.optional(v.nullable(mock)),
      blockList: v.optional(passedOn<unknown>()),
      idleTimeoutMs: v.optional(passedOn<number>()),
      onIdle: v.optional(passedOn<string>()),
      listen: v.optional(listen),
      options: v.optional(serverOptions),
    }),
    result: nothing,
  }),
  'server.pauseAccepting': method({
    params: v.strictObject({ serverId, ms: v.optional(passedOn<number>()) }),
    result: nothing,
  }),
  'server.address': method({ params: onlyId, result: v.strictObject({ address: nodeAddress }) }),
  'server.getConnections': method({ params: onlyId, result: v.strictObject({ count: byteCount }) }),
  'server.ref': method({ params: onlyId, result: nothing }),
  'server.unref': method({ params: onlyId, result: nothing }),
  'server.abort': method({ params: onlyId, result: nothing }),
  'server.remove': method({ params: onlyId, result: nothing }),
};
