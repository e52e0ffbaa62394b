// What was sent to each endpoint before, for as long as this tab is open.
import { create } from 'zustand';
import { type HistoryEntry, remember } from '../../shared/compose/history.ts';

const KEY = 'socket-lab.history';
type Histories = Readonly<Record<string, readonly HistoryEntry[]>>;

const useHistories = create<{ readonly histories: Histories }>()(() => ({ histories: stored() }));
const none: readonly HistoryEntry[] = [];

export const useHistory = (endpoint: string) => useHistories((s) => s.histories[endpoint] ?? none);
export const historyOf = (endpoint: string) => useHistories.getState().histories[endpoint] ?? none;

export function rememberSent(endpoint: string, entry: Omit<HistoryEntry, 'times'>): void {
  const histories = { ...useHistories.getState().histories, [endpoint]: remember(historyOf(endpoint), entry) };
  useHistories.setState({ histories });
  try {
    sessionStorage.setItem(KEY, JSON.stringify(histories));
  } catch {
    sessionStorage.removeItem(KEY); // more than the browser keeps: the history of this page goes on without it
  }
}

function stored(): Histories {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Histories;
    return Object.values(kept).every(Array.isArray) ? kept : {};
  } catch {
    return {}; // damaged: the history begins anew
  }
}
