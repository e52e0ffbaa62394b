import type { Command } from '../../commands/command.ts';
import { showTab, useView } from '../../state/view-store.ts';
import { inspectorTabs } from './tabs.tsx';

/** The inspector's commands: one for each of its tabs. */
export function inspectorCommands(): Command[] {
  return inspectorTabs.map(({ id, title }, i) => ({
    id: `inspector.${id}`,
    title: `Inspector: ${title}`,
    group: 'View',
    scope: 'global',
    keys: [`Alt+Shift+${i + 1}`],
    synonyms: ['tab'],
    unavailable: () => (useView.getState().selected === undefined ? 'Select a connection first' : undefined),
    checked: () => useView.getState().tab === id,
    run: () => showTab(id),
  }));
}
