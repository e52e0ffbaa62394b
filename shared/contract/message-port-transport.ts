import { type Envelope, Listeners, type Transport } from './transport.ts';

/** The part of a MessagePort that browsers, Node and Electron have in common. */
export interface Port {
  postMessage(message: unknown): void;
  onMessage(handle: (message: unknown) => void): void;
  onClose(handle: () => void): void;
  close(): void;
}

/** Envelopes over a MessagePort, as structured clones. */
export function messagePortTransport(port: Port): Transport {
  const envelopes = new Listeners<unknown>();
  const closes = new Listeners<string>();
  let closed = false;
  const closeOnce = () => {
    if (closed) return;
    closed = true;
    closes.call('closed');
  };
  port.onMessage((message) => envelopes.call(message));
  port.onClose(closeOnce);
  return {
    send: (envelope: Envelope) => {
      if (!closed) port.postMessage(envelope);
    },
    onEnvelope: (handle) => envelopes.add(handle),
    onClose: (handle) => closes.add(handle),
    close: () => {
      port.close();
      closeOnce();
    },
  };
}
