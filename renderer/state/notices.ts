// Notices: what should be said. All are kept for the drawer, bounded; those about what a person just did stand at the
// bottom of the window for a while, too.
import { create } from 'zustand';
import type { LabEvent } from '../../shared/contract/events.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { descriptorNotice, type NoticeFact, noticeOf, type Severity } from '../../shared/model/notices.ts';

export interface Notice extends NoticeFact {
  readonly id: number;
  /** Epoch milliseconds of the last time. */
  readonly at: number;
  /** How many times the same was worth saying. */
  readonly count: number;
}

/** A notice at the bottom of the window. Problems stay until they are dismissed, others go by themselves. */
export interface Toast {
  readonly id: number;
  readonly severity: Severity;
  readonly title: string;
  readonly why?: string | undefined;
  readonly action?: { readonly title: string; readonly run: () => void } | undefined;
}

interface NoticeStore {
  /** Newest first. */
  readonly notices: readonly Notice[];
  readonly toasts: readonly Toast[];
  /** Kinds that are not noted for now. */
  readonly muted: ReadonlySet<string>;
  readonly unseen: number;
  readonly open: boolean;
}

const MOST_NOTICES = 300;
const MOST_TOASTS = 4;

export const useNotices = create<NoticeStore>()(() => ({
  notices: [],
  toasts: [],
  muted: new Set(),
  unseen: 0,
  open: false,
}));

let lastId = 0;
const sameAs = (a: NoticeFact, b: NoticeFact) =>
  a.kind === b.kind && a.title === b.title && a.socketId === b.socketId && a.serverId === b.serverId;

/** Notes what facts are worth saying; repeats are counted. */
export function noteNotices(facts: readonly NoticeFact[], now = Date.now()): void {
  const { muted } = useNotices.getState();
  const wanted = facts.filter(({ kind }) => !muted.has(kind));
  if (wanted.length === 0) return;
  useNotices.setState(({ notices, open, unseen }) => {
    const list = [...notices];
    for (const fact of wanted.slice(-MOST_NOTICES)) {
      const known = list.findIndex((notice) => sameAs(notice, fact));
      const count = known < 0 ? 1 : (list.splice(known, 1)[0]?.count ?? 0) + 1;
      list.unshift({ ...fact, id: ++lastId, at: now, count });
    }
    return { notices: list.slice(0, MOST_NOTICES), unseen: open ? 0 : unseen + wanted.length };
  });
}

/** Notes what fresh events are worth saying. */
export function noteEvents(events: readonly LabEvent[], lab: Pick<LabState, 'servers' | 'sockets'>): void {
  const facts: NoticeFact[] = [];
  for (const event of events) {
    const fact = noticeOf(event, lab);
    if (fact) facts.push(fact);
  }
  noteNotices(facts);
}

let crowded = false;
/** Notes, once each time it begins, that descriptors are used up while a server listens. */
export function noteDescriptors(open: number | null, limit: number | null, listening: boolean): void {
  const fact = descriptorNotice(open, limit, listening);
  if (fact && !crowded) noteNotices([fact]);
  crowded = fact !== undefined;
}

/** Says something at the bottom of the window and keeps it in the drawer. */
export function notify(severity: 'info' | 'problem', title: string, why?: string): void {
  noteNotices([{ kind: 'app', severity, title, why }]);
  showToast({ severity, title, why });
}

/** Shows something at the bottom of the window only. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const same = (other: Toast) => other.title === toast.title && other.why === toast.why;
  useNotices.setState(({ toasts }) => ({
    toasts: [...toasts.filter((other) => !same(other)).slice(-MOST_TOASTS + 1), { ...toast, id: ++lastId }],
  }));
}
export const dismissToast = (id: number) =>
  useNotices.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

export function muteKind(kind: string): void {
  useNotices.setState(({ notices, muted }) => ({
    muted: new Set(muted).add(kind),
    notices: notices.filter((notice) => notice.kind !== kind),
  }));
}
export const unmuteAll = () => useNotices.setState({ muted: new Set() });
export const clearNotices = () => useNotices.setState({ notices: [], unseen: 0 });
export const openNotices = (open: boolean) => useNotices.setState({ open, unseen: 0 });
