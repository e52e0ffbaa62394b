// What a command is about. Keys and the palette go by the focus and by what is selected; a menu says what it was opened on.
import type { SocketId } from '../../shared/contract/fields.ts';
import type { EndpointKey } from '../bench/sidebar/sidebar-store.ts';

export interface Subject {
  /** An endpoint of the sidebar. */
  readonly endpoint?: EndpointKey;
  /** One end of a connection. */
  readonly end?: SocketId;
  /** A column of the grid. */
  readonly column?: string;
  /** About nothing in particular: commands then have their plain names. */
  readonly none?: true;
}

let present: Subject | undefined;

/** What the menu was opened on whose command is being looked at or begun; undefined for keys and the palette. */
export const subjectNow = () => present;

/**
 * Looks at commands, or begins one, that are about something. A command asks for its subject before it waits for
 * anything: what it does later is about what it was begun on.
 */
export function about<T>(subject: Subject | undefined, work: () => T): T {
  const before = present;
  present = subject;
  try {
    return work();
  } finally {
    present = before;
  }
}
