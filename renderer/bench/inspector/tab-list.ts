import type { Tab } from '../../state/view-store.ts';

/** The inspector's tabs, in their order. What each shows is in `tabs.tsx`. */
export const tabList = [
  { id: 'stream', title: 'Stream' },
  { id: 'ladder', title: 'Ladder' },
  { id: 'state', title: 'State' },
  { id: 'pipes', title: 'Pipes' },
  { id: 'chart', title: 'Chart' },
  { id: 'events', title: 'Events' },
  { id: 'options', title: 'Options' },
  { id: 'faults', title: 'Faults' },
] as const satisfies readonly { readonly id: Tab; readonly title: string }[];
