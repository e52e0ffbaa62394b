import type { Command } from '../../commands/command.ts';
import { showTab, useView } from '../../state/view-store.ts';
import { tabList } from './tab-list.ts';

/** The inspector's commands: one for each of its tabs. */
export function inspectorCommands(): Command[] {
  return tabList.map(({ id, title }, i) => ({
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
