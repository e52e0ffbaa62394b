// A command: something a person can do, once. The palette, the keys, the sheet of keys, and every menu are made of these.

/** Where a command's keys work: everywhere, or only while that pane has the focus. */
export type Scope = 'global' | 'grid' | 'stream' | 'composer' | 'inspector' | 'sidebar';

export interface Command {
  /** Stable name, as `connection.finish`. */
  readonly id: string;
  readonly title: string;
  /** The title in a menu that was opened on what it is about: `Rename` for `Rename “Echo”`. */
  readonly short?: string | undefined;
  /** The menu it belongs to (ux.md 6.3). */
  readonly group: 'File' | 'Edit' | 'View' | 'Endpoint' | 'Connection' | 'Help';
  readonly scope: Scope;
  /**
   * Keys as `$mod+Shift+E` or `f`; `$mod` is ⌘ on macOS and Ctrl elsewhere. The first is the one that is shown. Where a
   * browser keeps a key for itself, `webKeys` are used in its place.
   */
  readonly keys?: readonly string[];
  readonly webKeys?: readonly string[];
  /** Other words people look for: `FIN`, `shutdown`, `half close`. */
  readonly synonyms?: readonly string[];
  /** Node's call, for tooltips. */
  readonly call?: string;
  /** Why it cannot be done now; undefined when it can. */
  unavailable?(): string | undefined;
  /** Whether it is on, for commands that switch something. */
  checked?(): boolean;
  run(): void | Promise<void>;
}
