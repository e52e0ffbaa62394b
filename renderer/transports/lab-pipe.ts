/** What the desktop app's preload puts on the window: a pipe for envelopes as JSON text, and nothing else. */
export interface LabPipe {
  /** Sends one envelope. The first one opens the connection, the first after `close` a new one. */
  send(text: string): void;
  /** Hands over each envelope that arrives; returns its own undo. */
  onEnvelope(handle: (text: string) => void): () => void;
  close(): void;
}

declare global {
  interface Window {
    /** Only there in the desktop app. */
    readonly socketLab?: LabPipe;
  }
}
