/** What the desktop app's preload puts on the window: a pipe for envelopes as JSON text, and one to the shell. */
export interface LabPipe {
  /** Sends one envelope. The first one opens the connection, the first after `close` a new one. */
  send(text: string): void;
  /** Hands over each envelope that arrives; returns its own undo. */
  onEnvelope(handle: (text: string) => void): () => void;
  close(): void;
}

/** The way to what only the desktop has; the typed functions over it are in `desktop-shell.ts`. */
export interface ShellPipe {
  tell(text: string): void;
  ask(text: string): Promise<string>;
  onTold(handle: (text: string) => void): () => void;
  pathOf(file: File): string;
}

declare global {
  interface Window {
    /** Only there in the desktop app. */
    readonly socketLab?: LabPipe & { readonly shell: ShellPipe };
  }
}
