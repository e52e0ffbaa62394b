import { type Envelope, Listeners, NOT_JSON, type Transport } from '../../shared/contract/transport.ts';
import type { LabPipe } from './lab-pipe.ts';

/** Envelopes over the desktop app's pipe. The engine lives as long as the window does, so only we end this one. */
export function ipcTransport(pipe: LabPipe): Transport {
  const envelopes = new Listeners<unknown>();
  const closes = new Listeners<string>();
  let closed = false;
  const stop = pipe.onEnvelope((text) => envelopes.call(parsed(text)));
  return {
    send: (envelope: Envelope) => {
      if (!closed) pipe.send(JSON.stringify(envelope));
    },
    onEnvelope: (handle) => envelopes.add(handle),
    onClose: (handle) => closes.add(handle),
    close: () => {
      if (closed) return;
      closed = true;
      stop();
      pipe.close();
      closes.call('closed');
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}
