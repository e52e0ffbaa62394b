import type { LabDocument } from './document.ts';

/** What a new lab holds beside its servers. */
export const emptyDocument: LabDocument = {
  name: 'Untitled',
  savedDigest: '',
  clients: [],
  snippets: [],
  filters: [],
  notes: '',
  layout: {},
};
