// The contract: every method with what it takes and answers. Types, checks at the boundary and forms come from here;
// `../../CONTRIBUTING.md` says how to add one.
import type * as v from 'valibot';
import { documentMethods } from './methods/document.ts';
import { findMethods } from './methods/find.ts';
import { kernelMethods } from './methods/kernel.ts';
import { labMethods } from './methods/lab.ts';
import { faultMethods, mockMethods, tapMethods } from './methods/mock.ts';
import { repeatMethods } from './methods/repeat.ts';
import { serverMethods } from './methods/server.ts';
import { socketMethods } from './methods/socket.ts';
import { captureMethods, toolMethods } from './methods/tools.ts';

export const methods = {
  ...labMethods,
  ...documentMethods,
  ...serverMethods,
  ...socketMethods,
  ...repeatMethods,
  ...captureMethods,
  ...mockMethods,
  ...tapMethods,
  ...faultMethods,
  ...kernelMethods,
  ...findMethods,
  ...toolMethods,
};

export type Methods = typeof methods;
export type Method = keyof Methods;
/** What a caller passes. */
export type Params<M extends Method> = v.InferInput<Methods[M]['params']>;
/** What a handler receives: checked, with defaults filled in. */
export type CheckedParams<M extends Method> = v.InferOutput<Methods[M]['params']>;
export type Result<M extends Method> = v.InferOutput<Methods[M]['result']>;

/** Methods that read or write files or paths of the engine's machine; refused to callers from another machine. */
export const fileMethods: ReadonlySet<Method> = new Set<Method>([
  'path.inspect',
  'path.removeStale',
  'path.createFolder',
  'document.openFile',
  'document.saveFile',
  'socket.sendFile',
]);
