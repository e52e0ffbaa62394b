import { useState } from 'react';
import type * as v from 'valibot';
import type { Failure } from '../../../shared/contract/failures.ts';
import { fieldNames, infoOf, type Mode } from './contract-fields.tsx';
import type { Early } from './early-checks.ts';
import { fieldOfFailure } from './failure-field.ts';
import { contentFor, type FieldValue, type FieldValues, valueToSend } from './field-values.ts';

/** The state of a form over one or more option objects of the contract. */
export function useContractForm(objects: readonly v.ObjectEntries[], start: Readonly<Record<string, unknown>>) {
  const [values, setValues] = useState<FieldValues>(() => contentsFor(objects, start));
  const [failure, setFailure] = useState<
    { readonly failure: Failure; readonly field: string | undefined } | undefined
  >();
  const change = (name: string, value: FieldValue) => {
    setValues((before) => ({ ...before, [name]: value }));
    if (failure?.field === name) setFailure(undefined);
  };
  /** The values of one object that were given, for the fields that make sense in a mode. */
  const given = (entries: v.ObjectEntries, mode: Mode): Record<string, unknown> => {
    const sent: Record<string, unknown> = {};
    for (const name of fieldNames(entries, mode)) {
      const value = valueToSend(infoOf(entries, name), values[name]);
      if (value !== undefined) sent[name] = value;
    }
    return sent;
  };
  const fail = (refused: Failure, mode: Mode) => {
    const field = fieldOfFailure(refused, mode);
    const shown = field !== undefined && objects.some((entries) => fieldNames(entries, mode).includes(field));
    setFailure({ failure: refused, field: shown ? field : undefined });
  };
  const errors: Readonly<Record<string, string>> = failure?.field
    ? { [failure.field]: sentenceOf(failure.failure) }
    : {};
  /** The fields' errors with what can be told before anything is asked of the engine. */
  const errorsWith = (early: Early | undefined) =>
    early
      ? { ...errors, [early.field]: early.failure.next ? early.failure.message : sentenceOf(early.failure) }
      : errors;
  return {
    errorsWith,
    values,
    change,
    given,
    fail,
    clear: () => setFailure(undefined),
    errors,
    failure: failure?.failure,
    failedField: failure?.field,
  };
}

const sentenceOf = ({ message, why }: Failure) => [message, why].filter(Boolean).join(' ');

/** Puts the focus on the field that says where. */
export function focusField(mode: Mode): void {
  const name = mode === 'tcp' ? 'host' : mode;
  const input = document.querySelector<HTMLInputElement>(`dialog[open] [data-field=${name}] input`);
  input?.focus();
  input?.select();
}

function contentsFor(objects: readonly v.ObjectEntries[], start: Readonly<Record<string, unknown>>): FieldValues {
  const contents: Record<string, FieldValue> = {};
  for (const entries of objects) {
    for (const name of Object.keys(entries)) {
      if (!(name in start)) continue;
      const content = contentFor(infoOf(entries, name), start[name]);
      if (content !== undefined) contents[name] = content;
    }
  }
  return contents;
}
