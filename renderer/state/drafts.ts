// What is being written to each socket, kept while other connections are looked at.
import { create } from 'zustand';
import { blankDraft, type Draft } from '../../shared/compose/compose.ts';
import type { SocketId } from '../../shared/contract/fields.ts';

export interface KeptDraft extends Draft {
  /** Keep the text after sending. */
  readonly keep: boolean;
  /** A draft nobody has seen yet: the composer takes the focus once. */
  readonly fresh: boolean;
}

const blank: KeptDraft = { ...blankDraft, keep: false, fresh: false };
const useDrafts = create<{ readonly drafts: ReadonlyMap<SocketId, KeptDraft> }>()(() => ({ drafts: new Map() }));

export const useDraft = (socketId: SocketId) => useDrafts((s) => s.drafts.get(socketId) ?? blank);
export const draftOf = (socketId: SocketId) => useDrafts.getState().drafts.get(socketId) ?? blank;

export function setDraft(socketId: SocketId, change: Partial<KeptDraft>): void {
  useDrafts.setState(({ drafts }) => ({
    drafts: new Map(drafts).set(socketId, { ...(drafts.get(socketId) ?? blank), ...change }),
  }));
}
