import * as v from 'valibot';
import { socketOptions, target } from '../dial-options.ts';
import { documentParts } from '../document.ts';
import { byteCount, clientId, nothing } from '../fields.ts';
import { method, none } from './method.ts';

const { name, snippets, filters, notes, layout } = documentParts;
const path = v.optional(v.string());
const clientEntries = { name: v.optional(v.string()), target, options: v.optional(socketOptions) };

/** The lab document. Every change is reported as `lab.document` with the document as it is then. */
export const documentMethods = {
  /** The text of the lab file for the lab as it is now. */
  'document.text': method({ params: none, result: v.strictObject({ text: v.string() }) }),
  /** Puts a lab file in the place of the present lab. Opens no port. Refused (`BAD_LAB_FILE`) without changing anything. */
  'document.open': method({
    params: v.strictObject({ text: v.string(), name: v.optional(name), path }),
    result: v.strictObject({ servers: byteCount, clients: byteCount }),
  }),
  /** As `document.open`, with a file of the engine's machine. */
  'document.openFile': method({
    params: v.strictObject({ path: v.string() }),
    result: v.strictObject({ servers: byteCount, clients: byteCount }),
  }),
  /**
   * Writes the lab to a file of the engine's machine, and notes that it is saved there. Only to names that end in
   * `.socketlab` (`NOT_A_LAB_NAME`); what is there is replaced in one step, or stays as it is.
   */
  'document.saveFile': method({
    params: v.strictObject({ path: v.string() }),
    result: v.strictObject({ path: v.string() }),
  }),
  /** Says that the lab is in a file: as it is now, or as it was when its text had this fingerprint (`digest`). */
  'document.saved': method({
    params: v.strictObject({ name: v.optional(name), path, savedDigest: v.optional(v.string()) }),
    result: nothing,
  }),
  'document.update': method({
    params: v.strictObject({
      name: v.optional(name),
      snippets: v.optional(snippets),
      filters: v.optional(filters),
      notes: v.optional(notes),
      layout: v.optional(layout),
    }),
    result: nothing,
  }),
  /** `clientId` gives a removed client its old number back. */
  'client.create': method({
    params: v.strictObject({ clientId: v.optional(clientId), ...clientEntries }),
    result: v.strictObject({ clientId }),
  }),
  'client.update': method({ params: v.strictObject({ clientId, ...clientEntries }), result: nothing }),
  'client.remove': method({ params: v.strictObject({ clientId }), result: nothing }),
};
