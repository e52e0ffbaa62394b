// Fields hold parts and parts hold fields: the circle is closed here, at run time.
import { type ComponentType, createContext } from 'react';
import type { Change } from '../mock-edits.ts';
import type { Schema } from '../parts.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface SchemaFieldsProps {
  readonly schema: Schema;
  readonly value: Values;
  readonly onChange: Change<Values>;
  /** What these fields belong to, for names that screen readers tell apart. */
  readonly path: string;
}

export const FieldsContext = createContext<ComponentType<SchemaFieldsProps> | undefined>(undefined);
