// The block list that is being built, kept while the tools are closed.
import { create } from 'zustand';
import type { BlockRule } from '../../../shared/contract/common-options.ts';

export const useRules = create<{ readonly rules: readonly BlockRule[] }>()(() => ({ rules: [] }));

export const setRules = (rules: readonly BlockRule[]) => useRules.setState({ rules });
